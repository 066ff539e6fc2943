package dev.aks4j.network;

import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import dev.aks4j.network.ServiceExplanation.Cause;
import dev.aks4j.network.resource.NetworkSecurityGroupSpec;
import dev.aks4j.network.resource.SecurityProtocol;
import dev.aks4j.network.resource.Traffic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** What was read about a service that is to be explained, and what follows from it. Used by one explanation at a time. */
final class ServiceCauses {

    private final String namespace;
    private final String name;
    private final Json service;
    private final List<Json> events;
    private final List<Json> groupsRead = new ArrayList<>();
    private final List<Json> subnetsRead = new ArrayList<>();
    private List<Json> slices = List.of();
    private Json cluster = Json.missing();

    ServiceCauses(String namespace, String name, Json service, Json events) {
        this.namespace = namespace;
        this.name = name;
        this.service = service;
        this.events = events.path("items").stream()
                .filter(event -> event.at("/involvedObject/kind").asText().equals("Service")
                        && event.at("/involvedObject/name").asText().equals(name)
                        && event.at("/involvedObject/namespace").asText().equals(namespace))
                .sorted(Comparator.comparing(ServiceCauses::time))
                .toList();
    }

    private static String time(Json event) {
        return Services.text(event, "/lastTimestamp")
                .or(() -> Services.text(event, "/eventTime"))
                .orElse("");
    }

    ServiceCauses withSlices(Json list) {
        slices = list.path("items").stream()
                .filter(slice -> slice.at("/metadata/namespace").asText().equals(namespace)
                        && slice.at("/metadata/labels/kubernetes.io~1service-name")
                                .asText()
                                .equals(name))
                .toList();
        return this;
    }

    ServiceCauses withCluster(Json live) {
        cluster = live;
        return this;
    }

    ServiceCauses withSubnet(Json subnet) {
        subnetsRead.add(subnet);
        return this;
    }

    ServiceCauses withGroup(Json group) {
        groupsRead.add(group);
        return this;
    }

    Set<ResourceId> subnets() {
        return Services.ids(cluster.at("/properties/agentPoolProfiles").stream()
                .map(pool -> pool.path("vnetSubnetID").asText(""))
                .toList());
    }

    Set<ResourceId> groups() {
        return Services.ids(subnetsRead.stream()
                .map(subnet -> subnet.at("/properties/networkSecurityGroup/id").asText(""))
                .toList());
    }

    ServiceExplanation explanation() {
        List<String> addresses = service.at("/status/loadBalancer/ingress").stream()
                .map(each -> each.path("ip").asText(each.path("hostname").asText()))
                .toList();
        List<Cause> causes = new ArrayList<>();
        form(causes);
        if (causes.isEmpty()) {
            if (addresses.isEmpty()) {
                events(causes);
            }
            rules(causes);
            if (addresses.isEmpty() && causes.isEmpty()) {
                causes.add(Cause.of(
                        "service",
                        "waits for its address, and no event says that anything went wrong",
                        "",
                        "Wait some minutes; then look at the state of the cluster and of its last operation."));
            }
            endpoints(causes);
            guards(causes);
        }
        return new ServiceExplanation(namespace + "/" + name, addresses, causes);
    }

    /** What makes everything else pointless. */
    private void form(List<Cause> causes) {
        if (service.isMissing()) {
            causes.add(Cause.of("service", "does not exist", "", "Look at the name and the namespace."));
            return;
        }
        String type = service.at("/spec/type").asText();
        if (!type.equals("LoadBalancer")) {
            causes.add(Cause.of(
                    "service",
                    "is of type " + type + " and gets no load balancer",
                    "",
                    "Set its type to LoadBalancer."));
        }
        Services.text(service, "/spec/loadBalancerClass")
                .ifPresent(other -> causes.add(Cause.of(
                        "service",
                        "belongs to the load balancer class " + other + ", which Azure's controller leaves alone",
                        "",
                        "Leave loadBalancerClass out; it cannot be changed, so make the service anew.")));
        if (service.at("/metadata/deletionTimestamp").isText()) {
            causes.add(Cause.of(
                    "service",
                    "is being removed, and waits for the controller to remove its load balancer",
                    "",
                    "Look at its events; the finalizer service.kubernetes.io/load-balancer-cleanup goes last."));
        }
    }

    /** The newest complaint counts: older ones may be settled. */
    private void events(List<Cause> causes) {
        events.stream()
                .filter(event -> event.path("type").asText().equals("Warning"))
                .reduce((older, newer) -> newer)
                .ifPresent(event -> causes.add(ServiceEvents.of(
                        event.path("reason").asText(), event.path("message").asText())));
    }

    /** Rules about the annotations that the service has, whoever wrote them. */
    private void rules(List<Cause> causes) {
        List<Problem> problems;
        try {
            LoadBalancerService.Public builder = LoadBalancerService.publicFacing(name, namespace);
            boolean internal = annotation("azure-load-balancer-internal").equalsIgnoreCase("true");
            LoadBalancerService read = internal
                    ? fill(LoadBalancerService.internal(name, namespace)).build()
                    : fill(builder).build();
            problems = Rule.all(ServiceRules.ALL, read);
        } catch (InvalidSpecException e) {
            problems = e.problems();
        }
        problems.stream()
                .filter(problem -> problem.path().startsWith("annotations"))
                .forEach(problem -> causes.add(Cause.of(
                        "annotation " + problem.path().replaceFirst("^annotations\\.", ""),
                        "= " + problem.value() + " " + problem.what(),
                        problem.rule(),
                        problem.fix())));
    }

    private String annotation(String key) {
        return service.path("metadata")
                .path("annotations")
                .path(ServiceAnnotations.PREFIX + key)
                .asText("");
    }

    private <B extends ServiceBuilder<B>> B fill(B builder) {
        B filled = builder;
        for (Json port : service.at("/spec/ports")) {
            String portName = port.path("name").asText("");
            filled = filled.port(
                    port.path("port").asInt(), port.path("targetPort").asText("1"), more -> {
                        if (!portName.isEmpty()) {
                            more.name(portName);
                        }
                        if (port.path("protocol").asText().equals("UDP")) {
                            more.protocol(ServicePort.Protocol.UDP);
                        }
                    });
        }
        for (var entry : service.path("metadata").path("annotations").properties()) {
            boolean own = entry.getKey().equals(ServiceAnnotations.PREFIX + "azure-load-balancer-internal");
            if (entry.getKey().startsWith(ServiceAnnotations.PREFIX) && !own) {
                filled = filled.annotation(entry.getKey(), entry.getValue().asText());
            }
        }
        return filled;
    }

    private void endpoints(List<Cause> causes) {
        boolean ready = slices.stream()
                .flatMap(slice -> slice.path("endpoints").stream())
                .anyMatch(endpoint -> endpoint.at("/conditions/ready").asBoolean(true));
        if (!ready && !service.at("/spec/selector").isEmpty()) {
            causes.add(Cause.of(
                    "service",
                    "has no ready pod behind it: its selector is " + service.at("/spec/selector"),
                    "",
                    "Compare the selector with the labels of the pods, and look at why they are not ready."));
        }
    }

    /** Security groups of subnets; the group at the network interfaces is the controller's own. */
    private void guards(List<Cause> causes) {
        boolean internal = annotation("azure-load-balancer-internal").equalsIgnoreCase("true");
        String source = internal ? "VirtualNetwork" : "Internet";
        String place = internal ? "VirtualNetwork" : "Internet";
        for (Json group : groupsRead) {
            for (Json port : service.at("/spec/ports")) {
                SecurityProtocol protocol =
                        port.path("protocol").asText("TCP").equals("UDP") ? SecurityProtocol.UDP : SecurityProtocol.TCP;
                Traffic traffic = Traffic.inbound(source, place)
                        .of(protocol, String.valueOf(port.path("port").asInt()));
                NetworkSecurityGroupSpec.stops(group, traffic)
                        .ifPresent(rule -> causes.add(Cause.of(
                                "networkSecurityGroup " + group.path("name").asText(),
                                "stops " + traffic + " by its rule " + rule,
                                "AKS-LB-064",
                                "Add an inbound rule that allows it: the cluster does not change this group.")));
            }
        }
    }
}
