package dev.aks4j.core.plan.kind;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import java.util.Set;

/**
 * One write, as plain data. A plan is made of these and nothing else, which is why a run can be carried on from its
 * ledger by a process that has never seen the specs. Bodies may hold {@link LateValue}s and
 * {@link SecretValue}s. Immutable and thread-safe.
 */
public sealed interface Write {

    /** Returns where the write goes; its subscription is filled in. */
    Address target();

    /** Returns the document that is sent; a missing node if none is. */
    default Json content() {
        if (this instanceof Put put) {
            return put.body();
        }
        if (this instanceof Post post) {
            return post.body();
        }
        return this instanceof Apply apply ? apply.manifest() : Json.missing();
    }

    /**
     * PUT of an Azure resource.
     *
     * @param id the resource
     * @param apiVersion ARM api-version
     * @param body the declared document
     * @param merge true to read the live resource first, lay the body over it and send the result with If-Match; false
     *     to send the body as it is, with If-None-Match {@code *}, because the resource does not exist
     * @param doneOn Azure's error codes that mean that what the body says is so already, for example {@code
     *     RoleAssignmentExists}; such an answer counts as done
     */
    record Put(ResourceId id, String apiVersion, Json body, boolean merge, Set<String> doneOn) implements Write {
        /** Copies the codes. */
        public Put {
            doneOn = Set.copyOf(doneOn);
        }

        /** Creates a write that every error fails. */
        public Put(ResourceId id, String apiVersion, Json body, boolean merge) {
            this(id, apiVersion, body, merge, Set.of());
        }

        @Override
        public Address target() {
            return Address.azure(id);
        }
    }

    /**
     * POST of an action on an Azure resource.
     *
     * @param id the resource
     * @param apiVersion ARM api-version
     * @param action the last path segment, for example {@code start}
     * @param body the body; a missing node for none
     * @param effect what the resource's document shows once the action is done, for example {@code
     *     {"properties":{"powerState":{"code":"Running"}}}}; a missing node if nothing shows it. With it, an action of
     *     which nobody knows whether it was sent is sent again only if it is not done; without it, such an action fails
     *     as uncertain
     */
    record Post(ResourceId id, String apiVersion, String action, Json body, Json effect) implements Write {
        /** Creates an action of which nothing shows that it is done. */
        public Post(ResourceId id, String apiVersion, String action, Json body) {
            this(id, apiVersion, action, body, Json.missing());
        }

        @Override
        public Address target() {
            return Address.azure(id);
        }
    }

    /**
     * DELETE of an Azure resource. One that is not there counts as done.
     *
     * @param id the resource
     * @param apiVersion ARM api-version
     */
    record Delete(ResourceId id, String apiVersion) implements Write {
        @Override
        public Address target() {
            return Address.azure(id);
        }
    }

    /**
     * Server-side apply of a Kubernetes object.
     *
     * @param object where it lives
     * @param manifest the declared object
     * @param away what others gave the object and is taken away before, as paths of {@link Difference}s: an apply takes
     *     away only what an earlier one wrote
     */
    record Apply(Address.InCluster object, Json manifest, Set<String> away) implements Write {
        /** Copies the paths. */
        public Apply {
            away = Set.copyOf(away);
        }

        /** Creates an apply that takes nothing of others away. */
        public Apply(Address.InCluster object, Json manifest) {
            this(object, manifest, Set.of());
        }

        @Override
        public Address target() {
            return object;
        }
    }

    /**
     * Removal of a Kubernetes object. One that is not there counts as done.
     *
     * @param object where it lives
     */
    record Remove(Address.InCluster object) implements Write {
        @Override
        public Address target() {
            return object;
        }
    }
}
