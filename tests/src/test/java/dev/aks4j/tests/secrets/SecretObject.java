package dev.aks4j.tests.secrets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.KubernetesKind;
import dev.aks4j.core.plan.kind.Ownership;
import dev.aks4j.core.plan.kind.ResourceKind;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Spec;

/**
 * A Kubernetes secret, as a module of somebody else would teach it.
 *
 * @param cluster where it lives
 * @param value what it holds: a secret by its name, or a text that the plan has to refuse
 */
record SecretObject(ResourceId cluster, JsonNode value) implements Spec {

    @Override
    public Address address() {
        return Address.kubernetes(cluster, "v1", "Secret", "default", "marked");
    }

    @Override
    public ResourceKind<?> kind() {
        return new Kind();
    }

    @Override
    public String toString() {
        return "secret marked";
    }

    JsonNode manifest() {
        ObjectNode manifest =
                JsonNodeFactory.instance.objectNode().put("apiVersion", "v1").put("kind", "Secret");
        ObjectNode metadata =
                manifest.putObject("metadata").put("name", "marked").put("namespace", "default");
        metadata.putObject("labels").put(Ownership.LABEL, Ownership.VALUE);
        manifest.putObject("stringData").set("value", value);
        return manifest;
    }

    private static final class Kind extends KubernetesKind<SecretObject> {
        @Override
        public String name() {
            return "secret";
        }

        @Override
        public String apiVersion() {
            return "v1";
        }

        @Override
        public String summary(SecretObject spec) {
            return "marked";
        }

        @Override
        protected JsonNode manifest(SecretObject spec, Scope scope) {
            return spec.manifest();
        }
    }
}
