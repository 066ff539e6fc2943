package dev.aks4j.network;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Difference;
import java.util.ArrayList;
import java.util.List;

/**
 * The service endpoint that storage drivers put on the subnets of a cluster when a class of NFS volumes has no private
 * endpoint. Without it mounted volumes are cut off, so it stays where a subnet declares other endpoints, and is listed.
 */
final class StorageEndpoints {

    private static final String SERVICE = "Microsoft.Storage";

    private static final String LEFT = "a storage driver puts it there for NFS volumes; it stays";

    private StorageEndpoints() {}

    /** Returns the declared network with the drivers' endpoint where a subnet has it and declares others. */
    static Json kept(Json declared, Json live) {
        Json kept = declared;
        int index = 0;
        for (Json subnet : declared.at("/properties/subnets")) {
            if (isAdded(subnet, live)) {
                Json.ArrayBuilder endpoints = Json.array();
                subnet.at("/properties/serviceEndpoints").forEach(endpoints::add);
                endpoints.addObject().put("service", SERVICE);
                List<Json> subnets = declared.at("/properties/subnets").stream().toList();
                kept = kept.with(
                        "/properties/subnets",
                        replaced(
                                kept.at("/properties/subnets").stream().toList(),
                                index,
                                subnets.get(index).with("/properties/serviceEndpoints", endpoints.build())));
            }
            index++;
        }
        return kept;
    }

    private static List<Json> replaced(List<Json> list, int index, Json element) {
        List<Json> copy = new ArrayList<>(list);
        copy.set(index, element);
        return copy;
    }

    /** Returns what is there and stays, for the plan to show. */
    static List<Difference> unmanaged(Json declared, Json live) {
        return declared.at("/properties/subnets").stream()
                .filter(subnet -> isAdded(subnet, live))
                .map(subnet -> new Difference(
                        "/properties/subnets/" + subnet.path("name").asText() + "/properties/serviceEndpoints",
                        Json.of(SERVICE),
                        Json.missing(),
                        Change.UPDATE,
                        LEFT))
                .toList();
    }

    /** Leaves the drivers' endpoint out of what is taken away from a subnet that declares none. */
    static List<Difference> left(List<Difference> undeclared) {
        return undeclared.stream().map(StorageEndpoints::left).toList();
    }

    private static Difference left(Difference undeclared) {
        List<Json> there = undeclared.before().stream().toList();
        List<Json> drivers = there.stream()
                .filter(endpoint -> endpoint.path("service").asText().equalsIgnoreCase(SERVICE))
                .toList();
        if (!undeclared.path().endsWith("/serviceEndpoints") || drivers.isEmpty()) {
            return undeclared;
        }
        boolean alone = drivers.size() == there.size();
        Json after = alone
                ? Json.missing()
                : Json.array()
                        .add(Json.object().put("service", SERVICE).build())
                        .build();
        return new Difference(
                undeclared.path(), undeclared.before(), after, undeclared.change(), alone ? LEFT : undeclared.reason());
    }

    /** Whether a subnet that declares endpoints has the drivers' beside them. */
    private static boolean isAdded(Json declared, Json live) {
        String name = declared.path("name").asText();
        return has(declared, "")
                && !has(declared, SERVICE)
                && live.at("/properties/subnets").stream()
                        .filter(subnet -> subnet.path("name").asText().equalsIgnoreCase(name))
                        .anyMatch(subnet -> has(subnet, SERVICE));
    }

    private static boolean has(Json subnet, String service) {
        return subnet.at("/properties/serviceEndpoints").stream()
                .anyMatch(endpoint ->
                        service.isEmpty() || endpoint.path("service").asText().equalsIgnoreCase(service));
    }
}
