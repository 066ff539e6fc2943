package dev.aks4j.core.internal.plan;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Documents;

/** What the creation of a resource says of one that comes with it: of a pool of a new cluster, of a subnet of a new network. */
final class NewPart {

    private NewPart() {}

    /**
     * Returns the part as a document of its own; a missing node if the creation does not speak of it.
     *
     * @param whole what is sent to create the resource that it lies in
     */
    static Json of(Json whole, Address address) {
        ResourceId id = ((Address.InAzure) address).id();
        String list = id.type().substring(id.type().lastIndexOf('/') + 1);
        boolean isPool = list.equalsIgnoreCase("agentPools");
        Json elements = Documents.at(whole, "/properties/" + (isPool ? "agentPoolProfiles" : list));
        for (Json part : elements) {
            if (part.path("name").asText().equalsIgnoreCase(id.name())) {
                return isPool ? Json.object().put("properties", part).build() : part;
            }
        }
        return Json.missing();
    }
}
