package dev.aks4j.simulated.kubernetes.internal.cel;

import java.util.List;
import java.util.stream.Collectors;

/** The functions for lists. Stateless. */
final class CelLists {

    private CelLists() {}

    static Object call(String name, List<?> list, List<Object> arguments) {
        return switch (name) {
            case "join" ->
                list.stream()
                        .map(String::valueOf)
                        .collect(Collectors.joining(arguments.isEmpty() ? "" : String.valueOf(arguments.get(0))));
            case "isSorted" -> {
                for (int i = 1; i < list.size(); i++) {
                    if (CelValues.order(list.get(i - 1), list.get(i)) > 0) {
                        yield false;
                    }
                }
                yield true;
            }
            case "indexOf", "lastIndexOf" -> {
                long at = -1;
                for (int i = 0; i < list.size() && (at < 0 || name.startsWith("last")); i++) {
                    if (CelValues.same(list.get(i), arguments.get(0))) {
                        at = i;
                    }
                }
                yield at;
            }
            case "min", "max" -> extreme(list, name.equals("min") ? -1 : 1);
            case "sum" -> {
                Object sum = 0L;
                for (Object element : list) {
                    sum = CelValues.calculate("+", sum, element);
                }
                yield sum;
            }
            case "first" -> list.stream().findFirst();
            case "last" ->
                list.isEmpty() ? java.util.Optional.empty() : java.util.Optional.of(list.get(list.size() - 1));
            default -> throw new CelException("no such overload");
        };
    }

    private static Object extreme(List<?> list, int direction) {
        if (list.isEmpty()) {
            throw new CelException((direction < 0 ? "min" : "max") + " called on empty list");
        }
        Object found = list.get(0);
        for (Object element : list) {
            if (CelValues.order(element, found) * direction > 0) {
                found = element;
            }
        }
        return found;
    }
}
