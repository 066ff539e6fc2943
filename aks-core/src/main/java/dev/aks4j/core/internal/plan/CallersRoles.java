package dev.aks4j.core.internal.plan;

import dev.aks4j.core.arm.ArmClient;
import dev.aks4j.core.arm.ArmException;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.auth.Caller;
import dev.aks4j.core.internal.arm.FailureCauses;
import dev.aks4j.core.internal.model.Causes;
import dev.aks4j.core.internal.plan.read.Live;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Question;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Reads who the caller is, which roles are assigned to them, and what those allow. */
final class CallersRoles {

    private static final String API_VERSION = "2022-04-01";

    private CallersRoles() {}

    static CompletionStage<Json> read(Reading reading, Question.CallersRoles asked) {
        return reading.caller()
                .get()
                .thenCompose(caller -> held(reading.arm(), asked.on(), "roleAssignments", caller.objectId())
                        .thenCompose(assignments -> definitions(reading.arm(), asked, assignments)
                                .thenCombine(
                                        denials(reading.arm(), asked.on(), caller.objectId()),
                                        (definitions, denials) -> answer(caller, assignments, definitions, denials))));
    }

    private static Json answer(Caller caller, Json assignments, Json definitions, Optional<Json> denials) {
        Json.ObjectBuilder answer = Json.object();
        Json.ObjectBuilder who = answer.putObject("caller").put("objectId", caller.objectId());
        who.put("isUser", caller.isUser());
        if (!caller.groups().isEmpty()) {
            who.put("groups", caller.groups());
        }
        answer.put("assignments", assignments.path("value")).put("definitions", definitions);
        denials.ifPresent(found -> answer.put("denyAssignments", found.path("value")));
        return answer.build();
    }

    /** What is assigned to somebody on a resource; on what it will lie in, while it does not exist. */
    private static CompletionStage<Json> held(ArmClient arm, ResourceId on, String type, String objectId) {
        ArmRequest list = ArmRequest.list(on, "Microsoft.Authorization/" + type, API_VERSION)
                .query("$filter", "assignedTo('" + objectId + "')");
        return FailureCauses.call(() -> QuestionReads.page(arm, list))
                .handle((answer, failure) -> {
                    boolean absent = failure != null
                            && Causes.of(failure) instanceof ArmException refused
                            && FailureCauses.absent(refused.error());
                    Optional<ResourceId> above = on.parent();
                    if (absent && above.isPresent()) {
                        return held(arm, above.get(), type, objectId);
                    }
                    return failure == null
                            ? CompletableFuture.completedFuture(answer)
                            : CompletableFuture.<Json>failedFuture(Causes.of(failure));
                })
                .thenCompose(stage -> stage);
    }

    /** Deny assignments are few, and not everybody may read them. */
    private static CompletionStage<Optional<Json>> denials(ArmClient arm, ResourceId on, String objectId) {
        return held(arm, on, "denyAssignments", objectId).handle((answer, failure) -> {
            if (failure == null) {
                return Optional.of(answer);
            }
            if (Causes.of(failure) instanceof ArmException) {
                return Optional.empty();
            }
            throw new CompletionException(Causes.of(failure));
        });
    }

    private static CompletionStage<Json> definitions(ArmClient arm, Question.CallersRoles asked, Json assignments) {
        Map<String, ResourceId> wanted = new LinkedHashMap<>();
        asked.roles().forEach(id -> wanted.put(id.name().toLowerCase(Locale.ROOT), id));
        assignments.path("value").forEach(each -> {
            ResourceId id =
                    ResourceId.parse(each.at("/properties/roleDefinitionId").asText());
            wanted.put(id.name().toLowerCase(Locale.ROOT), id);
        });
        return all(arm, wanted.values());
    }

    private static CompletionStage<Json> all(ArmClient arm, Collection<ResourceId> ids) {
        CompletionStage<Json.ArrayBuilder> found = CompletableFuture.completedFuture(Json.array());
        for (ResourceId id : ids) {
            found = found.thenCombine(Live.read(arm, id, API_VERSION), (definitions, live) -> {
                if (live.exists()) {
                    definitions.add(live.document());
                }
                return definitions;
            });
        }
        return found.thenApply(Json.ArrayBuilder::build);
    }
}
