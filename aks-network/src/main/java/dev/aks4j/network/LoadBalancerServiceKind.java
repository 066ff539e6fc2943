package dev.aks4j.network;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Comparison;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.KubernetesKind;
import dev.aks4j.core.plan.kind.Ownership;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Undeclared;
import dev.aks4j.core.plan.kind.Write;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Plans and writes a {@link LoadBalancerServiceSpec}. */
final class LoadBalancerServiceKind extends KubernetesKind<LoadBalancerServiceSpec> {

    static final LoadBalancerServiceKind INSTANCE = new LoadBalancerServiceKind();

    /** Path of the annotation that makes a balancer internal; a slash in a key is written {@code ~1}. */
    private static final String INTERNAL =
            "/metadata/annotations/" + (ServiceAnnotations.PREFIX + "azure-load-balancer-internal").replace("/", "~1");

    /** Path of the annotation that labels the address. Without it the controller leaves a label in place; empty takes it away. */
    private static final String DNS_LABEL =
            "/metadata/annotations/" + (ServiceAnnotations.PREFIX + "azure-dns-label-name").replace("/", "~1");

    private LoadBalancerServiceKind() {}

    @Override
    public String name() {
        return "service";
    }

    @Override
    public String apiVersion() {
        return "v1";
    }

    @Override
    public String summary(LoadBalancerServiceSpec spec) {
        LoadBalancerService service = spec.service();
        String where = service.isInternal() ? "internal load balancer" : "public load balancer";
        String subnet = service.subnet()
                .map(reference -> " in subnet " + reference.name())
                .orElse("");
        String ports = service.ports().stream()
                .map(port -> port.port() + "/" + port.protocol())
                .collect(Collectors.joining(" "));
        return where + subnet + ", " + ports;
    }

    @Override
    public Set<Address> requires(LoadBalancerServiceSpec spec) {
        Stream<SubnetRef> link = spec.service().privateLink().flatMap(PrivateLink::subnet).stream();
        return Stream.concat(spec.service().subnet().stream(), link)
                .map(subnet -> Address.azure(subnet.id()))
                .collect(Collectors.toSet());
    }

    @Override
    public List<Problem> check(LoadBalancerServiceSpec spec, Scope scope) {
        ServiceCase it = new ServiceCase(spec, scope);
        List<Problem> problems = new ArrayList<>(Rule.all(ServicePlanRules.ALL, it));
        Rule.all(ServiceRules.ALL, spec.service()).forEach(warning -> problems.add(it.placed(warning)));
        return problems;
    }

    @Override
    protected Json manifest(LoadBalancerServiceSpec spec, Scope scope) {
        LoadBalancerService service = spec.service();
        Json.ObjectBuilder manifest = Json.object();
        manifest.put("apiVersion", "v1").put("kind", "Service");
        Json.ObjectBuilder metadata = manifest.putObject("metadata");
        metadata.put("name", service.name()).put("namespace", service.namespace());
        Json.ObjectBuilder labels = metadata.putObject("labels");
        new TreeMap<>(service.labels()).forEach(labels::put);
        labels.put(Ownership.LABEL, Ownership.VALUE);
        Json.ObjectBuilder annotations = metadata.putObject("annotations");
        ServiceAnnotations.of(service, scope).forEach(annotations::put);
        body(manifest.putObject("spec"), service);
        return manifest.build();
    }

    private static void body(Json.ObjectBuilder body, LoadBalancerService service) {
        body.put("type", "LoadBalancer");
        body.put("externalTrafficPolicy", service.traffic().local() ? "Local" : "Cluster");
        body.put("sessionAffinity", service.traffic().clientAffinity() ? "ClientIP" : "None");
        if (!service.traffic().nodePorts()) {
            body.put("allocateLoadBalancerNodePorts", false);
        }
        if (!service.ipFamilies().isEmpty()) {
            body.put("ipFamilyPolicy", service.ipFamilies().size() > 1 ? "RequireDualStack" : "SingleStack");
            Json.ArrayBuilder families = body.putArray("ipFamilies");
            service.ipFamilies().forEach(family -> families.add(family.toString()));
        }
        if (!service.sources().sourceRanges().isEmpty()) {
            Json.ArrayBuilder ranges = body.putArray("loadBalancerSourceRanges");
            service.sources().sourceRanges().forEach(range -> ranges.add(range.text()));
        }
        if (!service.selector().isEmpty()) {
            Json.ObjectBuilder selector = body.putObject("selector");
            new TreeMap<>(service.selector()).forEach(selector::put);
        }
        Json.ArrayBuilder ports = body.putArray("ports");
        service.ports().forEach(port -> ports.add(port(port)));
    }

    private static Json port(ServicePort port) {
        Json.ObjectBuilder node = Json.object();
        node.put("name", port.name()).put("protocol", port.protocol().name()).put("port", port.port());
        if (port.targetPort().matches("\\d+")) {
            node.put("targetPort", Integer.parseInt(port.targetPort()));
        } else {
            node.put("targetPort", port.targetPort());
        }
        port.nodePort().ifPresent(number -> node.put("nodePort", number));
        port.appProtocol().ifPresent(text -> node.put("appProtocol", text));
        return node.build();
    }

    /** There is a call for the one, and none for what Kubernetes does without it. */
    @Override
    protected Set<String> defaults(LoadBalancerServiceSpec spec) {
        Set<String> defaults = new HashSet<>();
        if (!spec.service().traffic().local()) {
            defaults.add("/spec/externalTrafficPolicy");
        }
        if (!spec.service().traffic().clientAffinity()) {
            defaults.add("/spec/sessionAffinity");
        }
        return defaults;
    }

    /** What Kubernetes has without being asked, and who comes in. */
    @Override
    protected List<Undeclared> undeclared() {
        String azure = "/metadata/annotations/service.beta.kubernetes.io~1azure-";
        return List.of(
                Undeclared.value("/spec/internalTrafficPolicy", "Cluster"),
                Undeclared.value("/spec/allocateLoadBalancerNodePorts", true),
                Undeclared.value("/spec/ipFamilyPolicy", "SingleStack"),
                Undeclared.absent("/spec/loadBalancerSourceRanges").secure(),
                Undeclared.absent("/spec/externalIPs").secure(),
                Undeclared.absent("/spec/publishNotReadyAddresses").secure(),
                Undeclared.absent(azure + "allowed-*").secure(),
                Undeclared.absent(azure + "deny-*").secure(),
                Undeclared.absent(azure + "disable-load-balancer-*").secure(),
                Undeclared.absent(azure + "load-balancer-internal").secure(),
                Undeclared.absent(azure + "pls-*").secure());
    }

    @Override
    protected Optional<Difference> judge(LoadBalancerServiceSpec spec, Difference difference, Json live) {
        String path = difference.path();
        if (path.equals(INTERNAL)) {
            boolean wasPublic = !difference.before().asText("false").equals("true");
            return wasPublic != spec.service().isInternal()
                    ? Optional.empty()
                    : Optional.of(difference.with(Change.UPDATE, "the frontend moves, and the address changes"));
        }
        if (path.equals(DNS_LABEL) && isTakenAway(difference)) {
            return difference.before().asText().isEmpty()
                    ? Optional.empty()
                    : Optional.of(difference.with(Change.UPDATE, "the label is taken off the address"));
        }
        if (path.equals("/spec/ipFamilies")
                && !difference.before().get(0).equals(difference.after().get(0))) {
            return Optional.of(difference.with(Change.RECREATE, "the first family of a service cannot change"));
        }
        return Optional.of(difference);
    }

    @Override
    public List<Write> update(LoadBalancerServiceSpec spec, Json live, Comparison comparison, Scope scope) {
        boolean dropsLabel = comparison.differences().stream()
                .anyMatch(difference -> difference.path().equals(DNS_LABEL) && isTakenAway(difference));
        if (!dropsLabel) {
            return super.update(spec, live, comparison, scope);
        }
        Json.ObjectBuilder manifest = manifest(spec, scope).edit();
        manifest.within("metadata").within("annotations").put(ServiceAnnotations.PREFIX + "azure-dns-label-name", "");
        return List.of(new Write.Apply(object(spec, scope), manifest.build()));
    }

    private static boolean isTakenAway(Difference difference) {
        return difference.after().isMissing();
    }
}
