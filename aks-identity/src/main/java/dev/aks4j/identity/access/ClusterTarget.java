package dev.aks4j.identity.access;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.identity.internal.rights.ApiCall;
import java.util.Objects;

/**
 * What a request to a cluster's API is about: objects, or a path. Immutable and thread-safe.
 *
 * <pre>{@code
 * ClusterTarget.of(cluster).resource("pods/log").namespace("shop").named("orders-0")
 * }</pre>
 */
public final class ClusterTarget {

    private final ResourceId cluster;
    private final ApiCall call;

    private ClusterTarget(ResourceId cluster, ApiCall call) {
        this.cluster = cluster;
        this.call = call;
    }

    /** Starts with every type of the core group in the whole cluster. */
    public static ClusterTarget of(ClusterSpec cluster) {
        return of(cluster.id());
    }

    /** Starts with every type of the core group in the whole cluster. */
    public static ClusterTarget of(ResourceId cluster) {
        return new ClusterTarget(Objects.requireNonNull(cluster), ApiCall.object("", "", "*", "", "", ""));
    }

    /** Sets the type in the plural, with its part where one is meant, for example {@code pods/log}. */
    public ClusterTarget resource(String plural) {
        int slash = plural.indexOf('/');
        String type = slash < 0 ? plural : plural.substring(0, slash);
        String part = slash < 0 ? "" : plural.substring(slash + 1);
        return new ClusterTarget(cluster, ApiCall.object("", call.group(), type, part, call.namespace(), call.name()));
    }

    /** Sets the API group, for example {@code apps}. Default: the core group. */
    public ClusterTarget apiGroup(String group) {
        return new ClusterTarget(
                cluster, ApiCall.object("", group, call.resource(), call.subresource(), call.namespace(), call.name()));
    }

    /** Sets the namespace. Default: the whole cluster. */
    public ClusterTarget namespace(String name) {
        return new ClusterTarget(
                cluster, ApiCall.object("", call.group(), call.resource(), call.subresource(), name, call.name()));
    }

    /** Sets the object's name. Default: any, as in a list. */
    public ClusterTarget named(String name) {
        return new ClusterTarget(
                cluster, ApiCall.object("", call.group(), call.resource(), call.subresource(), call.namespace(), name));
    }

    /** Returns a path that is no object, for example {@code /metrics}, in the same cluster. */
    public ClusterTarget path(String path) {
        return new ClusterTarget(cluster, ApiCall.path("", path));
    }

    ResourceId cluster() {
        return cluster;
    }

    ApiCall call(String verb) {
        return new ApiCall(
                verb, call.group(), call.resource(), call.subresource(), call.namespace(), call.name(), call.path());
    }

    @Override
    public String toString() {
        if (!call.aboutObjects()) {
            return call.path() + " in cluster " + cluster.name();
        }
        return call.fullResource() + (call.group().isEmpty() ? "" : "." + call.group())
                + (call.name().isEmpty() ? "" : " " + call.name())
                + (call.namespace().isEmpty() ? "" : " in namespace " + call.namespace()) + " in cluster "
                + cluster.name();
    }
}
