package dev.aks4j.core.resource;

import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Question;
import dev.aks4j.core.plan.kind.Scope;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Asks Azure whether what a document names by id exists, as far as the plan does not make it: before anything is written,
 * rather than halfway through. Thread-safe.
 */
public final class ReferenceQuestions {

    /** A resource that another one names, and that does not exist. */
    record Missing(String subject, ResourceId id) {}

    static final Rule<Missing> EXISTS = Rule.<Missing>error(
                    "AKS-ARM-020", "What a resource refers to exists, or is made by the same plan.")
            .prevents(AzureError.answered(400, "InvalidResourceReference"))
            .source("Azure Resource Manager, common errors, 2026")
            .check((missing, findings) -> findings.report(
                    missing.subject(),
                    missing.id().name(),
                    "is named by it, and neither exists nor is in the plan (" + missing.id() + ")",
                    "Add its spec to the plan, or correct the id."));

    private ReferenceQuestions() {}

    /**
     * Returns the questions for some ids. Types of which nobody here knows a version of the API are not asked for.
     *
     * @param subject the resource that names them, as the plan shows it
     * @param ids the ids, relative or absolute
     */
    public static List<Question> of(String subject, Collection<ResourceId> ids, Scope scope) {
        return ids.stream()
                .filter(id -> !isPlanned(id, scope))
                .flatMap(id -> version(id).map(version -> question(subject, scope.id(id), version)).stream())
                .toList();
    }

    /** A part of a resource, such as a subnet, is made with what holds it. */
    private static boolean isPlanned(ResourceId id, Scope scope) {
        Optional<ResourceId> at = Optional.of(id);
        while (at.isPresent() && !at.get().type().startsWith("Microsoft.Resources/")) {
            if (scope.spec(at.get()).isPresent()) {
                return true;
            }
            at = at.get().parent();
        }
        return false;
    }

    private static Question question(String subject, ResourceId id, String version) {
        String last = id.type().substring(id.type().lastIndexOf('/') + 1);
        return Question.maybe(
                last + " " + id.name(),
                id,
                version,
                live -> live.isMissing()
                        ? new Question.Judgement("does not exist", EXISTS.on(new Missing(subject, id)))
                        : new Question.Judgement("exists", List.of()));
    }

    private static Optional<String> version(ResourceId id) {
        String type = id.type().toLowerCase(Locale.ROOT);
        if (type.startsWith("microsoft.network/privatednszones")) {
            return Optional.of("2024-06-01");
        }
        if (type.startsWith("microsoft.network/loadbalancers/")) {
            return Optional.empty();
        }
        if (type.startsWith("microsoft.network/")) {
            return Optional.of("2025-03-01");
        }
        return type.equals("microsoft.managedidentity/userassignedidentities")
                ? Optional.of("2024-11-30")
                : Optional.empty();
    }
}
