package dev.aks4j.simulated.azure.internal.managedidentity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.directory.DirectoryPrincipal;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.state.Resource;
import java.time.Instant;

/** A user-assigned managed identity. Guarded by the simulator's lock. */
public final class UserAssignedIdentity implements Resource {

    /** The resource type. */
    public static final String TYPE = "Microsoft.ManagedIdentity/userAssignedIdentities";

    private final Cloud cloud;
    private final String id;
    private final String region;
    private final DirectoryPrincipal principal;
    private ObjectNode tags = AzureJson.object();
    private Instant busyUntil = Instant.MIN;

    /** Makes an identity with a principal of its own. */
    public UserAssignedIdentity(Cloud cloud, String id, String region) {
        this.cloud = cloud;
        this.id = id;
        this.region = region;
        this.principal = cloud.directory().addManagedIdentity(id.substring(id.lastIndexOf('/') + 1));
    }

    void tags(ObjectNode newTags) {
        tags = newTags;
    }

    boolean busy(Instant now) {
        return now.isBefore(busyUntil);
    }

    void busyUntil(Instant instant) {
        busyUntil = instant;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String type() {
        return TYPE;
    }

    /** Returns the region. */
    public String region() {
        return region;
    }

    /** Returns the principal. */
    public DirectoryPrincipal principal() {
        return principal;
    }

    @Override
    public void removed() {
        cloud.directory().remove(principal);
    }

    @Override
    public ObjectNode view() {
        ObjectNode view = AzureJson.object().put("location", region);
        view.set("tags", tags.deepCopy());
        view.put("id", id).put("name", name()).put("type", TYPE);
        view.putObject("properties")
                .put("tenantId", cloud.tenantId())
                .put("principalId", principal.objectId())
                .put("clientId", principal.clientId());
        return view;
    }
}
