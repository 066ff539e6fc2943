package dev.aks4j.core.internal.plan;

import dev.aks4j.core.internal.plan.run.StepJson;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Severity;
import dev.aks4j.core.plan.PlanEntry;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.PlanLine;
import dev.aks4j.core.plan.kind.PlanNote;
import dev.aks4j.core.plan.kind.Question.Claim;
import dev.aks4j.core.plan.run.Decided;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Plans as JSON and back: what people review, and what another process needs to apply them. Secrets are masked or named,
 * never told. docs/plan-json.md is the description for users.
 */
public final class PlanJson {

    /** What the JSON is. */
    private static final String FORMAT = "aks4j-plan";

    private static final int VERSION = 1;

    private PlanJson() {}

    /** Writes a plan. */
    public static Json write(PlanContent plan, String id, String title) {
        Json.ObjectBuilder json = Json.object()
                .put("format", FORMAT)
                .put("version", VERSION)
                .put("id", id)
                .put("title", title)
                .put("made", plan.made().toString())
                .put("subscription", plan.subscriptionId())
                .put("apiVersion", plan.apiVersion())
                .put("deadline", plan.deadline().toString())
                .put("regions", plan.regions());
        json.put("entries", plan.entries().stream().map(PlanJson::entry).toList());
        json.put("problems", findings(plan, true));
        json.put("warnings", findings(plan, false));
        json.put("notes", plan.notes().stream().map(PlanNote::toJson).toList());
        Json.ObjectBuilder foreign = json.putObject("unmanaged");
        plan.unmanaged()
                .forEach((resource, differences) -> foreign.put(
                        resource, differences.stream().map(Difference::toJson).toList()));
        json.put("steps", plan.steps().stream().map(StepJson::toJson).toList());
        json.putObject("decided")
                .put("all", addresses(plan.decided().all()))
                .put("wanted", addresses(plan.decided().wanted()));
        json.put("claims", plan.claims().stream().map(PlanJson::claim).toList());
        return json.build();
    }

    private static Json entry(PlanEntry entry) {
        Json json = entry.toJson();
        return entry.address() instanceof Address.InCluster
                ? json.edit().put("object", AddressJson.write(entry.address())).build()
                : json;
    }

    private static List<Json> findings(PlanContent plan, boolean errors) {
        return plan.findings().stream()
                .filter(problem -> problem.isError() == errors)
                .map(Problem::toJson)
                .toList();
    }

    private static List<Json> addresses(Set<Address> addresses) {
        return addresses.stream().map(AddressJson::write).toList();
    }

    private static Json claim(Claim claim) {
        return Json.object()
                .put("rule", claim.rule())
                .put("path", claim.path())
                .put("of", claim.of())
                .put("unit", claim.unit())
                .put("amount", claim.amount())
                .put("used", claim.used())
                .put("limit", claim.limit())
                .build();
    }

    /** Refuses a plan that was made for something else than this client is for. */
    static void check(String what, String ofPlan, String ofClient) {
        if (!ofPlan.equalsIgnoreCase(ofClient)) {
            throw new AksException("The plan is for the " + what + " " + ofPlan + ", and this client for " + ofClient
                    + ". Apply it with a client for " + ofPlan + ", or make a new plan.");
        }
    }

    /** Returns the plan's id. */
    public static String id(Json json) {
        return json.path("id").asText();
    }

    /**
     * Reads a plan.
     *
     * @throws AksException if it is none, or of a version that this library does not read
     */
    public static PlanContent read(Json json) {
        if (!json.path("format").asText().equals(FORMAT)) {
            throw new AksException("The JSON is no plan: its \"format\" is not \"" + FORMAT
                    + "\". Pass what plan.toJson() returned, whole.");
        }
        int version = json.path("version").asInt();
        if (version != VERSION) {
            throw new AksException(
                    "The plan is of version " + version + " of its format, and this library reads version " + VERSION
                            + ". Apply it with the version of this library that made it, or make a new plan.");
        }
        try {
            return content(json);
        } catch (DateTimeParseException | IllegalArgumentException e) {
            throw new AksException(
                    "The plan cannot be read: " + e.getMessage() + ". Pass what plan.toJson() returned, unchanged.", e);
        }
    }

    private static PlanContent content(Json json) {
        List<Problem> findings = new ArrayList<>(StepJson.list(json.path("problems"), PlanJson::readProblem));
        findings.addAll(StepJson.list(json.path("warnings"), PlanJson::readProblem));
        Map<String, List<Difference>> unmanaged = new LinkedHashMap<>();
        json.path("unmanaged")
                .properties()
                .forEach(one -> unmanaged.put(one.getKey(), StepJson.list(one.getValue(), StepJson::readDifference)));
        return new PlanContent(
                json.path("subscription").asText(),
                json.path("apiVersion").asText(),
                Instant.parse(json.path("made").asText()),
                Duration.ZERO,
                Duration.parse(json.path("deadline").asText()),
                set(json.path("regions"), Json::asText),
                StepJson.list(json.path("entries"), PlanJson::readEntry),
                StepJson.list(json.path("steps"), StepJson::read),
                findings,
                StepJson.list(json.path("notes"), PlanJson::readNote),
                unmanaged,
                new Decided(
                        set(json.at("/decided/all"), AddressJson::read),
                        set(json.at("/decided/wanted"), AddressJson::read)),
                StepJson.list(json.path("claims"), PlanJson::readClaim));
    }

    private static <T> Set<T> set(Json array, Function<Json, T> reader) {
        return new LinkedHashSet<>(StepJson.list(array, reader));
    }

    private static PlanEntry readEntry(Json json) {
        Json at = json.path("object").isMissing() ? json.path("address") : json.path("object");
        return new PlanEntry(
                json.path("wave").asInt(),
                Change.valueOf(json.path("change").asText()),
                AddressJson.read(at),
                json.path("type").asText(),
                json.path("name").asText(),
                json.path("summary").asText(),
                StepJson.list(json.path("parts"), PlanJson::readPart),
                StepJson.list(json.path("differences"), StepJson::readDifference));
    }

    private static PlanEntry.Part readPart(Json json) {
        return new PlanEntry.Part(
                Change.valueOf(json.path("change").asText()),
                new PlanLine(
                        json.path("type").asText(),
                        json.path("name").asText(),
                        json.path("summary").asText()),
                StepJson.list(json.path("differences"), StepJson::readDifference));
    }

    private static Problem readProblem(Json json) {
        return new Problem(
                json.path("rule").asText(),
                Severity.valueOf(json.path("severity").asText()),
                json.path("path").asText(),
                json.path("value").asText(),
                json.path("what").asText(),
                json.path("fix").asText(),
                Optional.of(json.path("prevents")).filter(Json::isText).map(text -> AzureError.happens(text.asText())));
    }

    private static PlanNote readNote(Json json) {
        return new PlanNote(json.path("title").asText(), StepJson.list(json.path("lines"), Json::asText));
    }

    private static Claim readClaim(Json json) {
        return new Claim(
                json.path("rule").asText(),
                json.path("path").asText(),
                json.path("of").asText(),
                json.path("unit").asText(),
                json.path("amount").asLong(),
                json.path("used").asLong(),
                json.path("limit").asLong());
    }
}
