package dev.aks4j.core.internal.plan;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import java.util.Optional;

/** Addresses as JSON and back: an id as text, an object in a cluster as an object. */
final class AddressJson {

    private AddressJson() {}

    static Json write(Address address) {
        if (!(address instanceof Address.InCluster at)) {
            return Json.of(address.toString());
        }
        Json.ObjectBuilder json = Json.object()
                .put("cluster", at.cluster().toString())
                .put("apiVersion", at.apiVersion())
                .put("kind", at.kind())
                .put("name", at.name());
        at.namespace().ifPresent(namespace -> json.put("namespace", namespace));
        return json.build();
    }

    static Address read(Json json) {
        if (json.isText()) {
            return Address.azure(ResourceId.parse(json.asText()));
        }
        return new Address.InCluster(
                ResourceId.parse(json.path("cluster").asText()),
                json.path("apiVersion").asText(),
                json.path("kind").asText(),
                Optional.of(json.path("namespace")).filter(Json::isText).map(Json::asText),
                json.path("name").asText());
    }
}
