package dev.aks4j.core.cluster.companion;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.setting.ClusterDocument;
import dev.aks4j.core.model.Rule;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Says what a namespace should be that Azure keeps in a cluster, with a quota and a network policy of its own. Immutable
 * and thread-safe.
 */
public final class ManagedNamespaceSpec extends CompanionSpec {

    /** From and to whom pods may talk. */
    public enum Traffic {
        /** Nobody. */
        NONE("DenyAll"),
        /** Everybody. */
        ALL("AllowAll"),
        /** Pods of the same namespace. */
        SAME_NAMESPACE("AllowSameNamespace");

        private final String value;

        Traffic(String value) {
            this.value = value;
        }
    }

    /** What becomes of a namespace of the same name that is there already. */
    public enum Adoption {
        /** The creation fails; the default. */
        NEVER("Never"),
        /** It is taken over if it is the same. */
        IF_IDENTICAL("IfIdentical"),
        /** It is taken over, and changed. */
        ALWAYS("Always");

        private final String value;

        Adoption(String value) {
            this.value = value;
        }
    }

    private final String given;

    private ManagedNamespaceSpec(Builder builder) {
        super(
                child(builder.cluster.id(), "managedNamespaces", builder.name),
                builder.cluster.id(),
                builder.document,
                builder.raw);
        given = builder.name;
        refuse(Rule.all(CompanionRules.NAMESPACE, this));
    }

    /**
     * Starts a namespace.
     *
     * @param name 1 to 63 lower-case letters, digits and hyphens
     * @param cluster the cluster
     */
    public static Builder builder(String name, ClusterSpec cluster) {
        return new Builder(name, cluster);
    }

    String given() {
        return given;
    }

    @Override
    CompanionKind companionKind() {
        return CompanionKind.NAMESPACE;
    }

    @Override
    String summary() {
        String cpu = property("/properties/defaultResourceQuota/cpuLimit").asText("");
        return cpu.isEmpty()
                ? "no quota"
                : "at most " + cpu + " CPU, "
                        + property("/properties/defaultResourceQuota/memoryLimit")
                                .asText();
    }

    /** Builds a {@link ManagedNamespaceSpec}. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private final ClusterSpec cluster;
        private final ClusterDocument document = new ClusterDocument();
        private final Map<String, Object> raw = new LinkedHashMap<>();

        private Builder(String name, ClusterSpec cluster) {
            this.name = name;
            this.cluster = cluster;
            document.setDefault("/location", cluster.region().name());
            document.setDefault("/properties/adoptionPolicy", Adoption.NEVER.value);
            document.setDefault("/properties/deletePolicy", "Keep");
        }

        private Builder set(String property, Object value) {
            document.set("/properties/" + property, value);
            return this;
        }

        /** Sets what all pods together may ask for, and may use, of CPU, in Kubernetes' quantities: {@code 500m}. */
        public Builder cpu(String requests, String limits) {
            set("defaultResourceQuota/cpuRequest", requests);
            return set("defaultResourceQuota/cpuLimit", limits);
        }

        /** Sets what all pods together may ask for, and may use, of memory, in Kubernetes' quantities: {@code 2Gi}. */
        public Builder memory(String requests, String limits) {
            set("defaultResourceQuota/memoryRequest", requests);
            return set("defaultResourceQuota/memoryLimit", limits);
        }

        /** Sets who may talk to its pods, and to whom they may talk. */
        public Builder traffic(Traffic ingress, Traffic egress) {
            set("defaultNetworkPolicy/ingress", ingress.value);
            return set("defaultNetworkPolicy/egress", egress.value);
        }

        /** Adds a label. */
        public Builder label(String key, String value) {
            return set("labels/" + ClusterDocument.escape(key), value);
        }

        /** Adds an annotation. */
        public Builder annotation(String key, String value) {
            return set("annotations/" + ClusterDocument.escape(key), value);
        }

        /** Adds an Azure tag. */
        public Builder tag(String key, String value) {
            document.set("/tags/" + ClusterDocument.escape(key), value);
            return this;
        }

        /** Sets what becomes of a namespace of the same name; without it the creation fails. */
        public Builder adoption(Adoption policy) {
            return set("adoptionPolicy", policy.value);
        }

        /** Deletes the Kubernetes namespace, with everything in it, when the managed one is deleted; it stays otherwise. */
        public Builder deleteWithContents() {
            return set("deletePolicy", "Delete");
        }

        /**
         * Sets a property that this builder has no method for. Rules, plans and comparisons see it like any other, and
         * it wins over what a method set at the same place.
         *
         * @param pointer JSON pointer in Azure's document, for example {@code /properties/newProperty}
         * @param value a string, number, boolean, list or map
         * @throws dev.aks4j.core.model.AksException if the pointer is none
         */
        public Builder raw(String pointer, Object value) {
            raw.put(ClusterDocument.place(pointer), value);
            return this;
        }

        /**
         * Checks and builds.
         *
         * @throws dev.aks4j.core.model.InvalidSpecException with every problem
         */
        public ManagedNamespaceSpec build() {
            return new ManagedNamespaceSpec(this);
        }
    }
}
