package dev.aks4j.core.internal.plan;

import dev.aks4j.core.arm.ArmClient;
import dev.aks4j.core.arm.ArmException;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.internal.arm.FailureCauses;
import dev.aks4j.core.internal.arm.ResourceAnswer;
import dev.aks4j.core.internal.model.Causes;
import dev.aks4j.core.internal.plan.read.Live;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Scheduler;
import dev.aks4j.core.plan.kind.KubernetesAccess;
import dev.aks4j.core.plan.kind.Question;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Reads what answers a question, all pages of it. */
public final class QuestionReads {

    private QuestionReads() {}

    /** Returns the answer; fails if what is asked about does not exist. */
    public static CompletionStage<Json> read(
            ArmClient arm, KubernetesAccess kubernetes, Scheduler scheduler, Question.Read read) {
        return read(new Reading(arm, kubernetes, scheduler, Reading::nobody), read);
    }

    /** Returns the answer; fails if what is asked about does not exist. */
    static CompletionStage<Json> read(Reading reading, Question.Read read) {
        ArmClient arm = reading.arm();
        if (read instanceof Question.Resource resource) {
            return Live.read(arm, resource.id(), resource.apiVersion()).thenApply(live -> {
                if (!live.exists()) {
                    throw new AksException("it does not exist");
                }
                return live.document();
            });
        }
        if (read instanceof Question.MaybeResource resource) {
            return Live.read(arm, resource.id(), resource.apiVersion()).thenApply(Live::document);
        }
        if (read instanceof Question.Collection all) {
            ArmRequest request = ArmRequest.list(all.below(), all.type(), all.apiVersion());
            for (Map.Entry<String, String> each : all.query().entrySet()) {
                request = request.query(each.getKey(), each.getValue());
            }
            CompletionStage<Json> answer = page(arm, request);
            return all.orNone() ? orNone(answer) : answer;
        }
        if (read instanceof Question.CallersRoles roles) {
            return CallersRoles.read(reading, roles);
        }
        Question.Objects objects = (Question.Objects) read;
        return reading.kubernetes().list(objects.cluster(), objects.apiVersion(), objects.plural());
    }

    private static CompletionStage<Json> orNone(CompletionStage<Json> answer) {
        return answer.exceptionally(failure -> {
            Throwable cause = Causes.of(failure);
            if (cause instanceof ArmException refused && FailureCauses.absent(refused.error())) {
                return Json.object().put("value", Json.array().build()).build();
            }
            throw new CompletionException(cause);
        });
    }

    static CompletionStage<Json> page(ArmClient arm, ArmRequest request) {
        return arm.send(request).thenCompose(answer -> {
            // What can be had is told as a list, or as the properties of one thing.
            if (List.of("value", "values", "properties").stream().noneMatch(answer.body()::has)) {
                throw ResourceAnswer.unusable(request.toString(), "the answer holds no list", answer);
            }
            String next = answer.body().path("nextLink").asText("");
            if (next.isEmpty()) {
                return CompletableFuture.completedFuture(answer.body());
            }
            return page(arm, ArmRequest.follow(URI.create(next))).thenApply(rest -> {
                Json.ArrayBuilder items = Json.array().addAll(answer.body().path("value"));
                return answer.body()
                        .edit()
                        .put("value", items.addAll(rest.path("value")))
                        .build();
            });
        });
    }
}
