package dev.aks4j.network;

import static dev.aks4j.core.plan.kind.Change.FORBIDDEN;
import static dev.aks4j.core.plan.kind.Change.RECREATE;
import static dev.aks4j.core.plan.kind.Change.UPDATE;

import dev.aks4j.core.model.Cidr;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Alternative;
import dev.aks4j.core.plan.kind.ArmKind;
import dev.aks4j.core.plan.kind.Comparison;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.Ownership;
import dev.aks4j.core.plan.kind.Question;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Undeclared;
import dev.aks4j.core.resource.ReferenceQuestions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Plans and writes a {@link VirtualNetworkSpec}. Subnets are matched by name; those the spec does not name stay. */
final class VirtualNetworkKind extends ArmKind<VirtualNetworkSpec> {

    static final VirtualNetworkKind INSTANCE = new VirtualNetworkKind();

    /** The version that azure-resourcemanager-network 2.57.0 speaks. */
    static final String API_VERSION = "2025-03-01";

    private static final String ADDRESS_SPACE = "/properties/addressSpace/addressPrefixes";

    private VirtualNetworkKind() {}

    @Override
    public String name() {
        return "virtualNetwork";
    }

    @Override
    public String apiVersion() {
        return API_VERSION;
    }

    @Override
    public Set<Address> requires(VirtualNetworkSpec spec) {
        return spec.subnets().stream()
                .flatMap(SubnetSpec::references)
                .map(Address::azure)
                .collect(Collectors.toSet());
    }

    @Override
    public List<Problem> check(VirtualNetworkSpec spec, Scope scope) {
        return Rule.all(VirtualNetworkPlanRules.ALL, new VirtualNetworkPlanRules.InPlan(spec, scope));
    }

    @Override
    public List<Question> questions(VirtualNetworkSpec spec, Json live, Comparison comparison, Scope scope) {
        return ReferenceQuestions.of(
                "virtualNetwork " + spec.name(),
                spec.subnets().stream()
                        .flatMap(SubnetSpec::references)
                        .distinct()
                        .toList(),
                scope);
    }

    @Override
    public String summary(VirtualNetworkSpec spec) {
        String ranges = spec.addressSpace().stream().map(Cidr::toString).collect(Collectors.joining(", "));
        String names = spec.subnets().stream().map(SubnetSpec::name).collect(Collectors.joining(", "));
        return switch (spec.subnets().size()) {
            case 0 -> ranges;
            case 1 -> ranges + ", subnet " + names;
            default -> ranges + ", subnets " + names;
        };
    }

    @Override
    protected Json document(VirtualNetworkSpec spec, Scope scope) {
        Json.ObjectBuilder document = Json.object();
        document.put("location", spec.region().name());
        Json.ObjectBuilder tags = document.putObject("tags");
        new TreeMap<>(spec.tags()).forEach(tags::put);
        tags.put(Ownership.TAG, Ownership.VALUE);
        Json.ObjectBuilder properties = document.putObject("properties");
        Json.ArrayBuilder space = properties.putObject("addressSpace").putArray("addressPrefixes");
        spec.addressSpace().forEach(range -> space.add(range.toString()));
        if (!spec.subnets().isEmpty()) {
            Json.ArrayBuilder subnets = properties.putArray("subnets");
            spec.subnets().forEach(subnet -> subnets.add(subnet(subnet, scope)));
        }
        return document.build();
    }

    private static Json subnet(SubnetSpec subnet, Scope scope) {
        Json.ObjectBuilder node = Json.object();
        Json.ObjectBuilder properties = node.put("name", subnet.name()).putObject("properties");
        if (subnet.cidrs().size() == 1) {
            properties.put("addressPrefix", subnet.cidrs().get(0).toString());
        } else {
            Json.ArrayBuilder prefixes = properties.putArray("addressPrefixes");
            subnet.cidrs().forEach(range -> prefixes.add(range.toString()));
        }
        reference(properties, "natGateway", subnet.natGateway(), scope);
        reference(properties, "routeTable", subnet.routeTable(), scope);
        reference(properties, "networkSecurityGroup", subnet.networkSecurityGroup(), scope);
        subnet.delegation()
                .ifPresent(service -> properties
                        .putArray("delegations")
                        .addObject()
                        .put(
                                "name",
                                service.substring(service.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT))
                        .putObject("properties")
                        .put("serviceName", service));
        if (!subnet.serviceEndpoints().isEmpty()) {
            Json.ArrayBuilder endpoints = properties.putArray("serviceEndpoints");
            subnet.serviceEndpoints().forEach(service -> endpoints.addObject().put("service", service));
        }
        subnet.privateLinkServicePolicies()
                .ifPresent(on -> properties.put("privateLinkServiceNetworkPolicies", on ? "Enabled" : "Disabled"));
        subnet.defaultOutboundAccess().ifPresent(on -> properties.put("defaultOutboundAccess", on));
        return node.build();
    }

    private static void reference(Json.ObjectBuilder properties, String key, Optional<ResourceId> id, Scope scope) {
        id.ifPresent(
                target -> properties.putObject(key).put("id", scope.id(target).toString()));
    }

    @Override
    public Comparison compare(VirtualNetworkSpec spec, Json live, Scope scope) {
        Comparison found = super.compare(spec, live, scope);
        List<Difference> unmanaged = new ArrayList<>(StorageEndpoints.left(found.unmanaged()));
        unmanaged.addAll(others(spec, live));
        unmanaged.addAll(StorageEndpoints.unmanaged(document(spec, scope), live));
        return new Comparison(found.differences(), unmanaged);
    }

    /** Returns the subnets that are there and that the spec does not name; a write keeps them. */
    private static List<Difference> others(VirtualNetworkSpec spec, Json live) {
        return subnets(live)
                .filter(subnet -> spec.subnets().stream()
                        .noneMatch(named -> named.name()
                                .equalsIgnoreCase(subnet.path("name").asText())))
                .map(subnet -> new Difference(
                        "/properties/subnets/" + subnet.path("name").asText(),
                        Json.of(prefixes(subnet).map(Cidr::toString).collect(Collectors.joining(", "))),
                        Json.missing(),
                        UPDATE,
                        ""))
                .toList();
    }

    @Override
    protected List<Undeclared> undeclared() {
        String subnet = "/properties/subnets/*/properties/";
        return List.of(
                Undeclared.absent(subnet + "networkSecurityGroup").secure(),
                Undeclared.absent(subnet + "routeTable").secure(),
                Undeclared.absent(subnet + "natGateway").secure(),
                Undeclared.list(subnet + "serviceEndpoints").secure(),
                Undeclared.list(subnet + "delegations"),
                Undeclared.absent(subnet + "defaultOutboundAccess").secure(),
                Undeclared.value(subnet + "privateLinkServiceNetworkPolicies", "Enabled")
                        .secure(),
                Undeclared.absent("/tags/*"));
    }

    @Override
    protected List<Alternative> alternatives() {
        return Alternative.oneOf("/properties/subnets/*/properties", "addressPrefix", "addressPrefixes");
    }

    @Override
    protected Json declared(VirtualNetworkSpec spec, Json live, Scope scope) {
        Json written = StorageEndpoints.kept(desired(spec, scope), live);
        return Alternative.taken(spelledAs(live, written), live, alternatives());
    }

    /** Returns the declared document with each subnet's range in the one of Azure's two spellings that the live one has. */
    private static Json spelledAs(Json live, Json declared) {
        Json.ObjectBuilder spelled = declared.edit();
        Json.ArrayBuilder subnets = Json.array();
        for (Json subnet : declared.at("/properties/subnets")) {
            Json liveProperties = liveSubnet(live, subnet.path("name").asText()).path("properties");
            boolean list = liveProperties.path("addressPrefixes").isArray() && !liveProperties.has("addressPrefix");
            Json.ObjectBuilder copy = subnet.edit();
            if (subnet.path("properties").has("addressPrefix") && list) {
                Json prefix = subnet.at("/properties/addressPrefix");
                copy.within("properties")
                        .remove("addressPrefix")
                        .putArray("addressPrefixes")
                        .add(prefix);
            }
            Json delegations = subnet.at("/properties/delegations");
            if (delegations.isArray()) {
                copy.within("properties")
                        .put("delegations", delegationsAs(liveProperties.path("delegations"), delegations));
            }
            subnets.add(copy);
        }
        if (!subnets.isEmpty()) {
            spelled.within("properties").put("subnets", subnets);
        }
        return spelled.build();
    }

    /** A delegation is what it is to; whoever made it gave it a name. */
    private static List<Json> delegationsAs(Json live, Json declared) {
        return declared.stream()
                .map(delegation -> live.stream()
                        .filter(there -> there.at("/properties/serviceName")
                                .asText()
                                .equalsIgnoreCase(
                                        delegation.at("/properties/serviceName").asText()))
                        .findFirst()
                        .map(there -> delegation
                                .with("/name", there.path("name"))
                                .with("/properties/serviceName", there.at("/properties/serviceName")))
                        .orElse(delegation))
                .toList();
    }

    @Override
    protected Optional<Difference> judge(VirtualNetworkSpec spec, Difference difference, Json live) {
        String path = difference.path();
        if (path.equals("/location")) {
            return Region.read(difference.before().asText()).equals(Optional.of(spec.region()))
                    ? Optional.empty()
                    : Optional.of(difference.with(RECREATE, "a virtual network cannot move to another region"));
        }
        if (path.matches("/properties/subnets/[^/]+/name")) {
            // The path names the new subnet already.
            return Optional.empty();
        }
        if (path.equals(ADDRESS_SPACE)) {
            return addressSpace(difference, live);
        }
        if (path.endsWith("/properties/serviceEndpoints")) {
            return services(difference.before()).equals(services(difference.after()))
                    ? Optional.empty()
                    : Optional.of(difference);
        }
        if (path.endsWith("/properties/defaultOutboundAccess")
                && !liveSubnet(live, path.split("/")[3]).isMissing()) {
            return Optional.of(difference.with(FORBIDDEN, "a subnet keeps whether it is private"));
        }
        if (path.matches(".*/subnets/[^/]+/properties/addressPrefix(es)?")) {
            Json subnet = liveSubnet(live, path.split("/")[3]);
            return inUse(subnet)
                    ? Optional.of(difference.with(FORBIDDEN, "the range of a subnet that is in use cannot change"))
                    : Optional.of(difference);
        }
        return Optional.of(difference);
    }

    private static Optional<Difference> addressSpace(Difference difference, Json live) {
        Set<String> before = texts(difference.before());
        Set<String> after = texts(difference.after());
        if (before.equals(after)) {
            return Optional.empty();
        }
        List<Cidr> kept = after.stream().map(Cidr::parse).toList();
        String stranded = subnets(live)
                .filter(subnet ->
                        prefixes(subnet).anyMatch(range -> kept.stream().noneMatch(space -> space.contains(range))))
                .map(subnet -> subnet.path("name").asText())
                .collect(Collectors.joining(", "));
        return Optional.of(
                stranded.isEmpty()
                        ? difference
                        : difference.with(FORBIDDEN, "the range that goes away still holds subnet " + stranded));
    }

    /** A subnet is in use as soon as anything took an address of it or linked itself to it. */
    private static boolean inUse(Json subnet) {
        return Stream.of("ipConfigurations", "privateEndpoints", "serviceAssociationLinks", "resourceNavigationLinks")
                .anyMatch(key -> !subnet.path("properties").path(key).isEmpty());
    }

    private static Json liveSubnet(Json live, String name) {
        return subnets(live)
                .filter(subnet -> subnet.path("name").asText().equalsIgnoreCase(name))
                .findFirst()
                .orElse(Json.missing());
    }

    private static Stream<Json> subnets(Json live) {
        return elements(live.at("/properties/subnets"));
    }

    private static Stream<Cidr> prefixes(Json subnet) {
        Json properties = subnet.path("properties");
        return Stream.concat(Stream.of(properties.path("addressPrefix")), elements(properties.path("addressPrefixes")))
                .filter(Json::isText)
                .map(prefix -> Cidr.parse(prefix.asText()));
    }

    private static Set<String> texts(Json array) {
        return elements(array).map(Json::asText).collect(Collectors.toSet());
    }

    private static Set<String> services(Json endpoints) {
        return elements(endpoints)
                .map(endpoint -> endpoint.path("service").asText().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    private static Stream<Json> elements(Json array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
