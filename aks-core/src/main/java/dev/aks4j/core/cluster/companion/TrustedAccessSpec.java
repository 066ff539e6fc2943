package dev.aks4j.core.cluster.companion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.setting.ClusterDocument;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Scope;
import java.util.List;

/**
 * Says that another Azure service, such as a machine learning workspace, may use a cluster's Kubernetes API in certain
 * roles, without being let in by address. Immutable and thread-safe.
 */
public final class TrustedAccessSpec extends CompanionSpec {

    private final ResourceId source;
    private final String given;

    private TrustedAccessSpec(String name, ClusterSpec cluster, ResourceId source, List<String> roles) {
        super(
                child(cluster.id(), "trustedAccessRoleBindings", name),
                cluster.id(),
                new ClusterDocument().set("/properties/roles", roles));
        this.source = source;
        given = name;
        refuse(Rule.all(CompanionRules.TRUSTED_ACCESS, this));
    }

    /**
     * Returns access for one resource.
     *
     * @param name 1 to 24 letters, digits and hyphens
     * @param cluster the cluster
     * @param source the resource that is let in
     * @param roles for example {@code Microsoft.MachineLearningServices/workspaces/mlworkload}
     * @throws dev.aks4j.core.model.InvalidSpecException with every problem
     */
    public static TrustedAccessSpec of(String name, ClusterSpec cluster, ResourceId source, String... roles) {
        return new TrustedAccessSpec(name, cluster, source, List.of(roles));
    }

    String given() {
        return given;
    }

    @Override
    JsonNode document(Scope scope) {
        ObjectNode document = (ObjectNode) super.document(scope);
        document.withObjectProperty("properties")
                .put("sourceResourceId", scope.id(source).toString());
        return document;
    }

    @Override
    CompanionKind companionKind() {
        return CompanionKind.TRUSTED_ACCESS;
    }

    @Override
    String summary() {
        return source.name() + " as " + property("/properties/roles").path(0).asText();
    }
}
