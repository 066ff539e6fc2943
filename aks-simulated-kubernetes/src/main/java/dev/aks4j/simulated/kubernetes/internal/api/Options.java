package dev.aks4j.simulated.kubernetes.internal.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.registry.Deletion;
import dev.aks4j.simulated.kubernetes.internal.registry.ObjectWrite;
import dev.aks4j.simulated.kubernetes.internal.schema.FieldError;
import dev.aks4j.simulated.kubernetes.internal.status.ApiException;
import dev.aks4j.simulated.kubernetes.internal.status.Failures;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** How writes, deletions and lists are asked for: reads and checks the options in parameters and bodies. Stateless. */
final class Options {

    private static final int LONGEST_MANAGER = 128;

    private Options() {}

    /**
     * Reads how a write is to be done.
     *
     * @param kind the type of the options, such as {@code CreateOptions}
     */
    static ObjectWrite write(Call call, String kind, boolean apply) {
        List<FieldError> errors = new ArrayList<>();
        String manager = call.query().text("fieldManager");
        if (kind.equals("PatchOptions")) {
            if (apply && manager.isEmpty()) {
                errors.add(FieldError.required("fieldManager", "is required for apply patch"));
            }
            if (!apply && call.query().values().containsKey("force")) {
                errors.add(FieldError.forbidden("force", "may not be specified for non-apply patch"));
            }
        }
        int bad = (int) manager.codePoints().takeWhile(Options::isPrintable).count();
        if (bad < manager.codePointCount(0, manager.length())) {
            int point = manager.codePointAt(manager.offsetByCodePoints(0, bad));
            errors.add(FieldError.invalid(
                    "fieldManager",
                    manager,
                    "invalid character " + String.format("U+%04X", point) + " (at position " + bad + ")"));
        }
        if (manager.getBytes(StandardCharsets.UTF_8).length > LONGEST_MANAGER) {
            errors.add(FieldError.tooLong("fieldManager", LONGEST_MANAGER));
        }
        List<String> dryRun = dryRun(call, KubeJson.object(), errors);
        String validation = call.query().text("fieldValidation");
        ObjectWrite.Validation mode =
                switch (validation) {
                    case "Strict" -> ObjectWrite.Validation.STRICT;
                    case "Ignore" -> ObjectWrite.Validation.IGNORE;
                    case "", "Warn" -> ObjectWrite.Validation.WARN;
                    default -> {
                        errors.add(
                                FieldError.notSupported("fieldValidation", validation, "", "Ignore", "Strict", "Warn"));
                        yield ObjectWrite.Validation.WARN;
                    }
                };
        refuse(kind, errors);
        if (manager.isEmpty() && !apply) {
            manager = agent(call);
        }
        return new ObjectWrite(manager, !dryRun.isEmpty(), mode, new ArrayList<>());
    }

    private static boolean isPrintable(int point) {
        return point == ' ' || !Character.isISOControl(point) && !Character.isWhitespace(point);
    }

    private static String agent(Call call) {
        String agent = call.request().header("User-Agent").orElse("unknown");
        int end = agent.indexOf('/');
        return end < 0 ? agent : agent.substring(0, end);
    }

    private static List<String> dryRun(Call call, ObjectNode body, List<FieldError> errors) {
        List<String> dryRun = new ArrayList<>(KubeJson.texts(body.path("dryRun")));
        dryRun.addAll(call.query().values().getOrDefault("dryRun", List.of()));
        if (dryRun.stream().anyMatch(one -> !one.equals("All"))) {
            ArrayNode given = KubeJson.array(dryRun);
            errors.add(FieldError.notSupported("dryRun", given, "All"));
        }
        return dryRun;
    }

    /** How an object is to be deleted, and on whose behalf. */
    record Deleting(Deletion.Options options, ObjectWrite write) {}

    /** Reads how objects are to be deleted, from the parameters and the body. */
    static Deleting deleting(Call call) {
        ObjectNode body = call.request().body().length == 0
                ? KubeJson.object()
                : Bodies.asObject(Bodies.tree(call.request(), true, new ArrayList<>()));
        String kind = KubeJson.text(body, "kind");
        if (!kind.isEmpty() && !kind.equals("DeleteOptions")) {
            throw Failures.badRequest("no kind \"" + kind + "\" is registered for version \""
                    + KubeJson.text(body, "apiVersion") + "\" in scheme \"pkg/runtime/scheme.go:111\"");
        }
        if (!call.query().text("gracePeriodSeconds").isEmpty()) {
            body.put("gracePeriodSeconds", (int) call.query().number("gracePeriodSeconds"));
        }
        if (!call.query().text("propagationPolicy").isEmpty()) {
            body.put("propagationPolicy", call.query().text("propagationPolicy"));
        }
        if (call.query().values().containsKey("orphanDependents")) {
            body.put("orphanDependents", call.query().flag("orphanDependents"));
        }
        JsonNode grace = body.path("gracePeriodSeconds");
        if (!grace.isMissingNode() && !grace.isNull() && !grace.isIntegralNumber()) {
            throw Failures.badRequest("json: cannot unmarshal "
                    + (grace.isTextual() ? "string" : grace.isBoolean() ? "bool" : "number " + grace.asText())
                    + " into Go struct field DeleteOptions.gracePeriodSeconds of type int64");
        }
        List<FieldError> errors = new ArrayList<>();
        String policy = KubeJson.text(body, "propagationPolicy");
        if (!policy.isEmpty() && body.hasNonNull("orphanDependents")) {
            errors.add(FieldError.invalid(
                    "propagationPolicy", policy, "orphanDependents and deletionPropagation cannot be both set"));
        }
        if (!policy.isEmpty() && !List.of("Foreground", "Background", "Orphan").contains(policy)) {
            errors.add(
                    FieldError.notSupported("propagationPolicy", policy, "Foreground", "Background", "Orphan", "nil"));
        }
        List<String> dryRun = dryRun(call, body, errors);
        refuse("DeleteOptions", errors);
        ObjectWrite write =
                new ObjectWrite(agent(call), !dryRun.isEmpty(), ObjectWrite.Validation.WARN, new ArrayList<>());
        return new Deleting(Deletion.Options.of(body), write);
    }

    /** Refuses a list or a watch whose parameters contradict each other. */
    static void checkList(Call call, boolean watch) {
        call.query().number("timeoutSeconds");
        List<FieldError> errors = new ArrayList<>();
        String match = call.query().text("resourceVersionMatch");
        String version = call.query().text("resourceVersion");
        boolean initial = call.query().values().containsKey("sendInitialEvents");
        if (watch) {
            if (!call.query().text("continue").isEmpty()) {
                errors.add(FieldError.forbidden(
                        "resourceVersionMatch", "resourceVersionMatch is forbidden when continue is provided"));
            }
            if (!match.isEmpty() && !initial) {
                errors.add(FieldError.forbidden(
                        "resourceVersionMatch",
                        "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided"));
            }
            if (initial && match.isEmpty()) {
                errors.add(FieldError.forbidden(
                        "resourceVersionMatch",
                        "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"));
            }
            if (!match.isEmpty() && !match.equals("NotOlderThan")) {
                errors.add(FieldError.notSupported("resourceVersionMatch", match, "NotOlderThan"));
            }
        } else {
            if (initial) {
                errors.add(FieldError.forbidden("sendInitialEvents", "sendInitialEvents is forbidden for list"));
            }
            if (!match.isEmpty()) {
                matching(match, version, call, errors);
            }
        }
        refuse("ListOptions", errors);
    }

    private static void matching(String match, String version, Call call, List<FieldError> errors) {
        if (version.isEmpty()) {
            errors.add(FieldError.forbidden(
                    "resourceVersionMatch", "resourceVersionMatch is forbidden unless resourceVersion is provided"));
        }
        if (!call.query().text("continue").isEmpty()) {
            errors.add(FieldError.forbidden(
                    "resourceVersionMatch", "resourceVersionMatch is forbidden when continue is provided"));
        }
        if (!match.equals("Exact") && !match.equals("NotOlderThan")) {
            errors.add(FieldError.notSupported("resourceVersionMatch", match, "Exact", "NotOlderThan", ""));
        }
        if (match.equals("Exact") && version.equals("0")) {
            errors.add(FieldError.forbidden(
                    "resourceVersionMatch", "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\""));
        }
    }

    /** Reads a resource version. */
    static long version(Call call, boolean one) {
        String text = call.query().text("resourceVersion");
        try {
            return text.isEmpty() ? 0 : Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            String why = "resourceVersion: Invalid value: " + FieldError.quote(text) + ": strconv.ParseUint: parsing "
                    + FieldError.quote(text) + ": invalid syntax";
            ApiException refusal =
                    one ? Failures.of(500, "", why, null) : Failures.badRequest("invalid resource version: " + why);
            refusal.addSuppressed(e);
            throw refusal;
        }
    }

    private static void refuse(String kind, List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw Failures.invalid("meta.k8s.io", kind, "", errors);
        }
    }

    /** Returns whether a parameter's object asks for a dry run. */
    static boolean isDry(JsonNode options) {
        return KubeJson.texts(options.path("dryRun")).contains("All");
    }
}
