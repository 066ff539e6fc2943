package dev.aks4j.tests.architecture;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Writes down what users can see of sources, one declaration a line, as it stands there, sorted by type and then by text. */
final class PublicApi {

    private static final Set<Modifier> SHOWN = Set.of(
            Modifier.PUBLIC,
            Modifier.PROTECTED,
            Modifier.STATIC,
            Modifier.ABSTRACT,
            Modifier.FINAL,
            Modifier.DEFAULT,
            Modifier.SEALED);

    private final Map<String, List<String>> types = new TreeMap<>();

    private PublicApi() {}

    static String of(Collection<Path> sources) throws IOException {
        PublicApi api = new PublicApi();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, problem -> {}, null, null, files.getJavaFileObjectsFromPaths(sources));
            for (CompilationUnitTree unit : task.parse()) {
                String place = unit.getPackageName() + ".";
                for (Tree type : unit.getTypeDecls()) {
                    if (type instanceof ClassTree declared) {
                        api.type(place, declared, false);
                    }
                }
            }
        }
        return api.types.values().stream().flatMap(List::stream).collect(Collectors.joining("\n")) + "\n";
    }

    private void type(String place, ClassTree type, boolean implied) {
        if (!implied && !visible(type.getModifiers())) {
            return;
        }
        String name = place + type.getSimpleName();
        boolean contract = type.getKind() == Tree.Kind.INTERFACE || type.getKind() == Tree.Kind.ANNOTATION_TYPE;
        List<String> members = new ArrayList<>();
        for (Tree member : type.getMembers()) {
            if (member instanceof ClassTree nested) {
                type(name + ".", nested, contract);
            } else if (member instanceof MethodTree method && shown(method, type, contract)) {
                members.add("    " + method(method, type));
            } else if (member instanceof VariableTree field && shown(field, type, contract)) {
                members.add("    " + field(field, type));
            }
        }
        members.sort(null);
        List<String> lines = new ArrayList<>(List.of(header(name, type)));
        lines.addAll(members);
        types.put(name, lines);
    }

    private static boolean shown(MethodTree method, ClassTree type, boolean contract) {
        boolean canonical = type.getKind() == Tree.Kind.RECORD
                && method.getReturnType() == null
                && parameters(method.getParameters()).equals(components(type));
        boolean ofObject = Set.of("toString", "equals", "hashCode")
                .contains(method.getName().toString());
        return !canonical && !ofObject && visible(method.getModifiers(), contract);
    }

    private static boolean shown(VariableTree field, ClassTree type, boolean contract) {
        return !component(field, type) && (constant(field, type) || visible(field.getModifiers(), contract));
    }

    /** In the tree of a record its components are private fields. */
    private static boolean component(VariableTree field, ClassTree type) {
        return type.getKind() == Tree.Kind.RECORD
                && !field.getModifiers().getFlags().contains(Modifier.STATIC);
    }

    /** A constant of an enum makes its value; a field of the enum's type names one that is there already. */
    private static boolean constant(VariableTree field, ClassTree type) {
        return type.getKind() == Tree.Kind.ENUM
                && field.getType().toString().contentEquals(type.getSimpleName())
                && field.getInitializer() instanceof NewClassTree;
    }

    private static boolean visible(ModifiersTree modifiers, boolean implied) {
        return implied ? !modifiers.getFlags().contains(Modifier.PRIVATE) : visible(modifiers);
    }

    private static boolean visible(ModifiersTree modifiers) {
        return modifiers.getFlags().contains(Modifier.PUBLIC)
                || modifiers.getFlags().contains(Modifier.PROTECTED);
    }

    private static String header(String name, ClassTree type) {
        String kind =
                switch (type.getKind()) {
                    case INTERFACE -> "interface ";
                    case ENUM -> "enum ";
                    case RECORD -> "record ";
                    case ANNOTATION_TYPE -> "@interface ";
                    default -> "class ";
                };
        String components = type.getKind() == Tree.Kind.RECORD ? components(type) : "";
        String parent = type.getExtendsClause() == null ? "" : " extends " + type.getExtendsClause();
        String contracts = type.getImplementsClause().isEmpty()
                ? ""
                : (type.getKind() == Tree.Kind.INTERFACE ? " extends " : " implements ")
                        + list(type.getImplementsClause());
        return modifiers(type.getModifiers())
                + kind
                + name
                + generic(type.getTypeParameters())
                + components
                + parent
                + contracts;
    }

    private static String method(MethodTree method, ClassTree type) {
        String generic = generic(method.getTypeParameters());
        boolean constructor = method.getReturnType() == null;
        return modifiers(method.getModifiers())
                + (generic.isEmpty() ? "" : generic + " ")
                + (constructor ? type.getSimpleName() : method.getReturnType() + " " + method.getName())
                + parameters(method.getParameters())
                + (method.getThrows().isEmpty() ? "" : " throws " + list(method.getThrows()));
    }

    private static String field(VariableTree field, ClassTree type) {
        return constant(field, type)
                ? field.getName().toString()
                : modifiers(field.getModifiers()) + field.getType() + " " + field.getName();
    }

    private static String components(ClassTree type) {
        return parameters(type.getMembers().stream()
                .filter(member -> member instanceof VariableTree field && component(field, type))
                .map(VariableTree.class::cast)
                .toList());
    }

    private static String parameters(List<? extends VariableTree> parameters) {
        return parameters.stream()
                .map(each -> each.toString().contains("...")
                        ? each.getType().toString().replaceFirst("\\[]$", "...") + " " + each.getName()
                        : each.getType() + " " + each.getName())
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private static String generic(List<? extends Tree> parameters) {
        return parameters.isEmpty() ? "" : "<" + list(parameters) + ">";
    }

    private static String list(List<? extends Tree> trees) {
        return trees.stream().map(Tree::toString).collect(Collectors.joining(", "));
    }

    /** Annotations that tell users something, and modifiers; public goes without saying. */
    private static String modifiers(ModifiersTree modifiers) {
        Stream<String> annotations = modifiers.getAnnotations().stream()
                .map(Tree::toString)
                .filter(text -> text.startsWith("@Deprecated") || text.startsWith("@Experimental"))
                .map(text -> text.replace("()", ""));
        Stream<String> flags = modifiers.getFlags().stream()
                .filter(SHOWN::contains)
                .filter(flag -> flag != Modifier.PUBLIC)
                .map(Modifier::toString);
        return Stream.concat(annotations, flags).map(word -> word + " ").collect(Collectors.joining());
    }
}
