package dev.aks4j.identity;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Ownership;

/** The head of Kubernetes objects. */
final class Manifests {

    private Manifests() {}

    /** Returns an object with apiVersion, kind, name and our label. */
    static ObjectNode of(Address address) {
        Address.InCluster object = (Address.InCluster) address;
        ObjectNode manifest = JsonNodeFactory.instance.objectNode();
        manifest.put("apiVersion", object.apiVersion());
        manifest.put("kind", object.kind());
        ObjectNode metadata = manifest.putObject("metadata");
        metadata.put("name", object.name());
        object.namespace().ifPresent(namespace -> metadata.put("namespace", namespace));
        metadata.putObject("labels").put(Ownership.LABEL, Ownership.VALUE);
        return manifest;
    }

    static Address namespace(ResourceId cluster, String name) {
        return Address.kubernetes(cluster, "v1", "Namespace", name);
    }
}
