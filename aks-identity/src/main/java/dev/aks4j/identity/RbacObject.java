package dev.aks4j.identity;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.ResourceKind;
import dev.aks4j.core.plan.kind.Spec;
import java.util.List;
import java.util.Optional;

/** What Kubernetes roles and bindings have in common. */
sealed interface RbacObject extends Spec permits RoleSpec, RoleBindingSpec {

    String API_VERSION = "rbac.authorization.k8s.io/v1";

    String name();

    /** Returns the namespace; empty for one that counts in the whole cluster. */
    Optional<String> namespace();

    ResourceId cluster();

    /** Returns Kubernetes' kind: Role or RoleBinding, with Cluster before it if there is no namespace. */
    String kindName();

    /** Adds what is below the metadata. */
    void fill(Json.ObjectBuilder manifest);

    /** Returns it in a few words. */
    String summary();

    /** Returns who it is for. */
    default List<RbacSubject> subjects() {
        return List.of();
    }

    @Override
    default Address address() {
        return namespace()
                .map(there -> Address.kubernetes(cluster(), API_VERSION, kindName(), there, name()))
                .orElseGet(() -> Address.kubernetes(cluster(), API_VERSION, kindName(), name()));
    }

    @Override
    default ResourceKind<?> kind() {
        return RbacKind.of(kindName());
    }
}
