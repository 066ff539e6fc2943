package dev.aks4j.core.internal.plan;

import dev.aks4j.core.arm.ArmException;
import dev.aks4j.core.internal.arm.FailureCauses;
import dev.aks4j.core.internal.model.Causes;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Severity;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.PlanNote;
import dev.aks4j.core.plan.kind.Question;
import dev.aks4j.core.plan.kind.ResourceKind;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.core.plan.kind.Written;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/**
 * What a plan asked, and what was answered.
 *
 * @param problems what the answers mean, and what was not answered
 * @param notes the text block that says what was asked
 * @param claims what the plan takes of what runs out
 */
public record Asked(List<Problem> problems, List<PlanNote> notes, List<Question.Claim> claims) {

    private static final int LONGEST_REASON = 160;

    private record Ask(Subject subject, Question question) {}

    /** Asks the questions of what a plan would write, each read once and all side by side. */
    static CompletionStage<Asked> of(
            Collection<Decision> decisions, Scope scope, Reading reading, PlanOptions options) {
        List<Ask> asks = asks(
                decisions.stream()
                        .filter(decision -> decision.change() != Change.NONE)
                        .toList(),
                scope);
        Map<Question.Read, CompletableFuture<Json>> reads = new LinkedHashMap<>();
        asks.stream()
                .flatMap(ask -> ask.question().reads().stream())
                .forEach(each -> reads.computeIfAbsent(
                        each,
                        read -> FailureCauses.call(() -> QuestionReads.read(reading, read))
                                .toCompletableFuture()));
        return CompletableFuture.allOf(reads.values().toArray(new CompletableFuture<?>[0]))
                .handle((nothing, failure) -> judged(asks, reads, options));
    }

    private static List<Ask> asks(List<Decision> written, Scope scope) {
        List<Ask> asks = new ArrayList<>();
        Map<ResourceKind<Spec>, List<Decision>> byKind = new LinkedHashMap<>();
        for (Decision decision : written) {
            decision.subject()
                    .questions(decision.live(), decision.comparison(), scope)
                    .forEach(question -> asks.add(new Ask(decision.subject(), question)));
            byKind.computeIfAbsent(decision.subject().kind(), kind -> new ArrayList<>())
                    .add(decision);
        }
        byKind.forEach((kind, all) -> kind.sharedQuestions(
                        all.stream()
                                .map(each -> new Written<>(each.subject().spec(), each.live(), each.writes()))
                                .toList(),
                        scope)
                .forEach(question -> asks.add(new Ask(all.get(0).subject(), question))));
        return asks;
    }

    private static Asked judged(
            List<Ask> asks, Map<Question.Read, CompletableFuture<Json>> reads, PlanOptions options) {
        Set<Problem> problems = new LinkedHashSet<>();
        Map<String, Set<String>> lines = new LinkedHashMap<>();
        Set<Question.Claim> claims = new LinkedHashSet<>();
        for (Ask ask : asks) {
            Question question = ask.question();
            List<CompletableFuture<Json>> answers =
                    question.reads().stream().map(reads::get).toList();
            Optional<CompletableFuture<Json>> failed = answers.stream()
                    .filter(CompletableFuture::isCompletedExceptionally)
                    .findFirst();
            Set<String> found = lines.computeIfAbsent(question.what(), what -> new LinkedHashSet<>());
            if (failed.isPresent()) {
                problems.addAll(ask.subject().against(PlanRules.UNANSWERED, "", question.what(), reason(failed.get())));
                found.add("no answer");
            } else {
                Question.Judgement judgement = question.judge()
                        .apply(answers.stream().map(CompletableFuture::join).toList());
                judgement.problems().forEach(problem -> problems.add(weighed(problem, options)));
                judgement.claims().stream()
                        .filter(claim -> !options.despite().contains(claim.rule()))
                        .forEach(claims::add);
                found.add(judgement.found());
            }
        }
        return new Asked(
                List.copyOf(problems), lines.isEmpty() ? List.of() : List.of(note(lines)), List.copyOf(claims));
    }

    private static PlanNote note(Map<String, Set<String>> lines) {
        return new PlanNote(
                "Asked for this plan",
                lines.entrySet().stream()
                        .map(line -> line.getKey() + ": " + String.join("; ", line.getValue()))
                        .collect(Collectors.toList()));
    }

    /** Makes a warning of what the caller wants to go on despite of. */
    private static Problem weighed(Problem problem, PlanOptions options) {
        return options.despite().contains(problem.rule())
                ? new Problem(
                        problem.rule(),
                        Severity.WARNING,
                        problem.path(),
                        problem.value(),
                        problem.what(),
                        problem.fix(),
                        problem.prevents())
                : problem;
    }

    private static String reason(CompletableFuture<Json> read) {
        Throwable cause = read.handle((answer, failure) -> Causes.of(failure)).join();
        String said = cause instanceof ArmException refused ? refused.error().toString() : cause.getMessage();
        String text = String.valueOf(said).replaceAll("\\s+", " ");
        return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON - 1) + "…";
    }
}
