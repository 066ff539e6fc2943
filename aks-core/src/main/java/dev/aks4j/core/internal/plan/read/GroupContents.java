package dev.aks4j.core.internal.plan.read;

import dev.aks4j.core.arm.ArmClient;
import dev.aks4j.core.arm.ArmException;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.internal.arm.FailureCauses;
import dev.aks4j.core.internal.model.Causes;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Ownership;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Lists what is in a resource group. */
public final class GroupContents {

    /** The type of a resource group's id. */
    public static final String GROUP = "Microsoft.Resources/resourceGroups";

    /** The api-version of resource groups and their lists. */
    public static final String API_VERSION = "2024-11-01";

    /**
     * A resource in a group.
     *
     * @param id its id
     * @param ours whether it carries our tag
     */
    public record Item(ResourceId id, boolean ours) {}

    private GroupContents() {}

    /** Returns the top resources of a group; none if the group does not exist. */
    public static CompletionStage<List<Item>> list(ArmClient arm, ResourceId group) {
        return page(arm, ArmRequest.list(group, "resources", API_VERSION), List.of())
                .exceptionally(failure -> {
                    if (Causes.of(failure) instanceof ArmException refused && FailureCauses.absent(refused.error())) {
                        return List.of();
                    }
                    throw new CompletionException(Causes.of(failure));
                });
    }

    private static CompletionStage<List<Item>> page(ArmClient arm, ArmRequest request, List<Item> before) {
        return FailureCauses.call(() -> arm.send(request)).thenCompose(answer -> {
            List<Item> items = new ArrayList<>(before);
            for (Json item : answer.body().path("value")) {
                items.add(new Item(ResourceId.parse(item.path("id").asText()), Ownership.tagged(item)));
            }
            String next = answer.body().path("nextLink").asText("");
            return next.isEmpty()
                    ? CompletableFuture.completedFuture(List.copyOf(items))
                    : page(arm, ArmRequest.follow(URI.create(next)), items);
        });
    }
}
