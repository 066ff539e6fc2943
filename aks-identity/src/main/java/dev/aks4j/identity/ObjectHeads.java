package dev.aks4j.identity;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Ownership;

/** The head of Kubernetes objects. */
final class ObjectHeads {

    private ObjectHeads() {}

    /** Returns an object with apiVersion, kind, name and our label. */
    static Json.ObjectBuilder of(Address address) {
        Address.InCluster object = (Address.InCluster) address;
        Json.ObjectBuilder manifest = Json.object();
        manifest.put("apiVersion", object.apiVersion());
        manifest.put("kind", object.kind());
        Json.ObjectBuilder metadata = manifest.putObject("metadata");
        metadata.put("name", object.name());
        object.namespace().ifPresent(namespace -> metadata.put("namespace", namespace));
        metadata.putObject("labels").put(Ownership.LABEL, Ownership.VALUE);
        return manifest;
    }

    static Address namespace(ResourceId cluster, String name) {
        return Address.kubernetes(cluster, "v1", "Namespace", name);
    }
}
