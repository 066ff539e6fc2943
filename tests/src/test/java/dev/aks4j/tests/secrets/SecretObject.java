package dev.aks4j.tests.secrets;

import dev.aks4j.core.model.Json;
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
record SecretObject(ResourceId cluster, Json value) implements Spec {

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

    Json manifest() {
        Json.ObjectBuilder manifest = Json.object().put("apiVersion", "v1").put("kind", "Secret");
        Json.ObjectBuilder metadata =
                manifest.putObject("metadata").put("name", "marked").put("namespace", "default");
        metadata.putObject("labels").put(Ownership.LABEL, Ownership.VALUE);
        manifest.putObject("stringData").put("value", value);
        return manifest.build();
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
        protected Json manifest(SecretObject spec, Scope scope) {
            return spec.manifest();
        }
    }
}
