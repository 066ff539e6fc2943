package dev.aks4j.core.plan.kind;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.ResourceId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Something that a plan asks of Azure or of a cluster before anything is sent, and how the answer is judged. Questions
 * with the same read are asked once per plan. One that gets no answer becomes a warning of the plan. Immutable; the judge
 * must be stateless.
 *
 * <pre>{@code
 * Question.collection(
 *         "Kubernetes versions on offer in westeurope", location, "kubernetesVersions", "2026-08-01",
 *         answer -> new Question.Judgement("1.35, 1.36, 1.37", List.of()))
 * }</pre>
 *
 * @param what what is asked, as the plan shows it
 * @param reads the reads that answer it together
 * @param judge judges the documents that were answered, in the order of the reads
 */
public record Question(String what, List<Read> reads, Function<List<Json>, Judgement> judge) {

    /** Copies the reads. */
    public Question {
        reads = List.copyOf(reads);
    }

    /** A read without effect. */
    public sealed interface Read permits Resource, MaybeResource, Collection, Objects, CallersRoles {}

    /**
     * Reads an Azure resource; without an answer if it does not exist.
     *
     * @param id its id, with its subscription
     * @param apiVersion the ARM api-version
     */
    public record Resource(ResourceId id, String apiVersion) implements Read {}

    /**
     * Reads an Azure resource; the answer is a missing node if it does not exist.
     *
     * @param id its id, with its subscription
     * @param apiVersion the ARM api-version
     */
    public record MaybeResource(ResourceId id, String apiVersion) implements Read {}

    /**
     * Reads what lies below an Azure resource; the items of further pages are added to {@code value}.
     *
     * @param below the resource, with its subscription
     * @param type the last segment of the path
     * @param apiVersion the ARM api-version
     * @param query further query parameters, for example {@code $filter}
     * @param orNone whether a resource that does not exist yet counts as having nothing below it
     */
    public record Collection(
            ResourceId below, String type, String apiVersion, Map<String, String> query, boolean orNone)
            implements Read {
        /** Copies the query parameters. */
        public Collection {
            query = Map.copyOf(query);
        }

        /** Reads below a resource that exists. */
        public Collection(ResourceId below, String type, String apiVersion, Map<String, String> query) {
            this(below, type, apiVersion, query, false);
        }

        /** Reads without further query parameters. */
        public Collection(ResourceId below, String type, String apiVersion) {
            this(below, type, apiVersion, Map.of());
        }
    }

    /**
     * Lists Kubernetes objects of all namespaces.
     *
     * @param cluster the cluster's id, with its subscription
     * @param apiVersion group and version
     * @param plural the type as paths name it
     */
    public record Objects(ResourceId cluster, String apiVersion, String plural) implements Read {}

    /**
     * Reads which Azure roles the caller of the plan has on a resource: those on it, above it and below it, through groups
     * too. Where the resource does not exist yet, what it will lie in is asked. The answer has {@code caller} ({@code
     * objectId}, and {@code groups} if the token tells them), {@code assignments}, {@code definitions} and {@code
     * denyAssignments} as Azure answers them; without {@code denyAssignments} if the caller may not read those.
     *
     * @param on the resource, with its subscription
     * @param roles the ids of role definitions that are wanted beside those that are assigned
     */
    public record CallersRoles(ResourceId on, Set<ResourceId> roles) implements Read {
        /** Copies the roles. */
        public CallersRoles {
            roles = Set.copyOf(roles);
        }
    }

    /**
     * What an answer means.
     *
     * @param found the answer in a few words, as the plan shows it
     * @param problems what stands against the plan, and warnings
     * @param claims what the plan takes of things that run out, so that the plans of one client do not each count on all
     */
    public record Judgement(String found, List<Problem> problems, List<Claim> claims) {
        /** Copies the lists. */
        public Judgement {
            problems = List.copyOf(problems);
            claims = List.copyOf(claims);
        }

        /** Creates a judgement of what does not run out. */
        public Judgement(String found, List<Problem> problems) {
            this(found, problems, List.of());
        }
    }

    /**
     * What a plan takes of something that runs out, such as a quota.
     *
     * @param rule the id of the rule that refuses more than is left
     * @param path what needs it, as a problem names it
     * @param of what it is taken from, for example {@code the quota standardDDSv5Family in westeurope}
     * @param unit what is counted, for example {@code vCPUs}
     * @param amount how much the plan takes
     * @param used how much was in use when it was asked for
     * @param limit how much there is
     */
    public record Claim(String rule, String path, String of, String unit, long amount, long used, long limit) {}

    /** Asks what one read answers. */
    public static Question of(String what, Read read, Function<Json, Judgement> judge) {
        return new Question(what, List.of(read), answers -> judge.apply(answers.get(0)));
    }

    /** Asks for a resource. */
    public static Question resource(String what, ResourceId id, String apiVersion, Function<Json, Judgement> judge) {
        return of(what, new Resource(id, apiVersion), judge);
    }

    /** Asks whether a resource exists, and how it is: the answer is a missing node if it does not. */
    public static Question maybe(String what, ResourceId id, String apiVersion, Function<Json, Judgement> judge) {
        return of(what, new MaybeResource(id, apiVersion), judge);
    }

    /** Asks for a collection. */
    public static Question collection(
            String what, ResourceId below, String type, String apiVersion, Function<Json, Judgement> judge) {
        return of(what, new Collection(below, type, apiVersion), judge);
    }

    /** Asks a cluster for its objects of a type. */
    public static Question objects(
            String what, ResourceId cluster, String apiVersion, String plural, Function<Json, Judgement> judge) {
        return of(what, new Objects(cluster, apiVersion, plural), judge);
    }
}
