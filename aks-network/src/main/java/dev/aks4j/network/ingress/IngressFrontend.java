package dev.aks4j.network.ingress;

import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.ResourceKind;
import dev.aks4j.network.LoadBalancerService;
import dev.aks4j.network.LoadBalancerServiceSpec;
import dev.aks4j.network.ServiceBuilder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The load balancer in front of a gateway or controller, said with the builder of services and told to Azure by the
 * annotations that it writes, for the service is made by somebody else. Immutable.
 */
final class IngressFrontend {

    /** Where its problems are found. */
    static final String PATH = "loadBalancer";

    private static final String NAMESPACE = "ingress";

    /** What stands before a gateway or controller of which nothing else is said. */
    static final IngressFrontend DEFAULT = publicFacing(balancer -> {});

    private final boolean internal;
    private final Consumer<? super ServiceBuilder<?>> settings;

    private IngressFrontend(boolean internal, Consumer<? super ServiceBuilder<?>> settings) {
        this.internal = internal;
        this.settings = settings;
    }

    static IngressFrontend internal(Consumer<LoadBalancerService.Internal> settings) {
        return new IngressFrontend(true, builder -> settings.accept((LoadBalancerService.Internal) builder));
    }

    static IngressFrontend publicFacing(Consumer<LoadBalancerService.Public> settings) {
        return new IngressFrontend(false, builder -> settings.accept((LoadBalancerService.Public) builder));
    }

    boolean isInternal() {
        return internal;
    }

    /** Builds the service as it will be, with the given ports, or says what is wrong with it. */
    private Result build(String name, String namespace, Collection<Integer> ports) {
        ServiceBuilder<?> builder = internal
                ? LoadBalancerService.internal(name, namespace)
                : LoadBalancerService.publicFacing(name, namespace);
        new LinkedHashSet<>(ports)
                .stream()
                        .filter(port -> port > 0 && port < 65_536)
                        .forEach(port -> builder.port(port, port, one -> one.name("p" + port)));
        if (ports.isEmpty()) {
            builder.port(80, 80);
        }
        settings.accept(builder);
        try {
            return new Result(Optional.of(builder.build()), List.of());
        } catch (InvalidSpecException e) {
            return new Result(Optional.empty(), e.problems());
        }
    }

    private record Result(Optional<LoadBalancerService> service, List<Problem> problems) {}

    List<Problem> problems(Collection<Integer> ports) {
        List<Problem> found = new ArrayList<>();
        build(NAMESPACE, NAMESPACE, ports).problems().forEach(problem -> found.add(problem.below(PATH)));
        return found;
    }

    /** Returns what is wrong with it in a plan, beside what is wrong anyway: the cluster's network and its other services. */
    List<Problem> problems(Collection<Integer> ports, IngressCase it) {
        Optional<LoadBalancerService> service = service(it.spec().object()).or(() -> service(ports));
        if (service.isEmpty()) {
            return problems(ports).stream()
                    .map(problem -> problem.below(it.path()))
                    .toList();
        }
        LoadBalancerServiceSpec placed = service.get().on(it.spec().cluster());
        @SuppressWarnings("unchecked") // A service's kind understands services.
        ResourceKind<LoadBalancerServiceSpec> kind = (ResourceKind<LoadBalancerServiceSpec>) placed.kind();
        String path =
                "services." + service.get().namespace() + "." + service.get().name();
        return kind.check(placed, it.scope()).stream()
                .map(problem -> moved(problem, path, it.path() + "." + PATH))
                .toList();
    }

    private static Problem moved(Problem problem, String from, String to) {
        String path = problem.path().startsWith(from)
                ? to + problem.path().substring(from.length())
                : to + "." + problem.path();
        return new Problem(
                problem.rule(),
                problem.severity(),
                path,
                problem.value(),
                problem.what(),
                problem.fix(),
                problem.prevents());
    }

    /** Returns the service of an object, if it can be built. */
    Optional<LoadBalancerService> service(IngressObject object) {
        return build(object.serviceName(), object.namespace().orElse(NAMESPACE), object.ports())
                .service();
    }

    Optional<LoadBalancerService> service(Collection<Integer> ports) {
        return build(NAMESPACE, NAMESPACE, ports).service();
    }

    /** Returns what the service is told; an internal one says so. */
    Map<String, String> annotations(Collection<Integer> ports, UnaryOperator<ResourceId> complete) {
        return service(ports)
                .map(service -> service.annotations(complete))
                .<Map<String, String>>map(TreeMap::new)
                .orElse(Map.of());
    }

    Set<Address> requires() {
        return service(List.of(80))
                .flatMap(LoadBalancerService::subnet)
                .map(subnet -> Set.of(Address.azure(subnet.id())))
                .orElse(Set.of());
    }
}
