package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.schema.FieldError;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The rules for the small types of the core group. Stateless. */
final class CoreStrategies {

    private static final int LIMIT = 1024 * 1024;
    private static final String WHEN_SET = "field is immutable when `immutable` is set";

    private CoreStrategies() {}

    private static void sealed(ObjectNode now, ObjectNode before, Errors errors, String... fields) {
        if (!before.path("immutable").asBoolean()) {
            return;
        }
        if (!now.path("immutable").asBoolean()) {
            errors.forbidden("immutable", WHEN_SET);
        }
        for (String field : fields) {
            if (!Errors.same(now.path(field), before.path(field))) {
                errors.forbidden(field, WHEN_SET);
            }
        }
    }

    private static int decoded(String base64) {
        return base64.length() / 4 * 3 - (base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0);
    }

    /** Config maps. */
    static final class ConfigMaps implements Strategy {

        @Override
        public void validate(ObjectNode object, Errors errors) {
            long size = 0;
            JsonNode binary = object.path("binaryData");
            for (var entry : Checks.sorted(object.path("data")).entrySet()) {
                String key = entry.getKey();
                errors.each("data[" + key + "]", key, Names.configKey(key));
                if (binary.has(key)) {
                    errors.invalid("data[" + key + "]", key, "duplicate of key present in binaryData");
                }
                size += entry.getValue().getBytes(StandardCharsets.UTF_8).length;
            }
            for (var entry : Checks.sorted(binary).entrySet()) {
                errors.each("binaryData[" + entry.getKey() + "]", entry.getKey(), Names.configKey(entry.getKey()));
                size += decoded(entry.getValue());
            }
            if (size > LIMIT) {
                errors.tooLong("", LIMIT);
            }
        }

        @Override
        public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
            sealed(now, before, errors, "data", "binaryData");
        }
    }

    /** Secrets. */
    static final class Secrets implements Strategy {

        @Override
        public void defaults(ObjectNode secret, Release release) {
            KubeJson.putDefault(secret, "type", "Opaque");
            if (secret.remove("stringData") instanceof ObjectNode texts) {
                ObjectNode data = KubeJson.make(secret, "data");
                KubeJson.strings(texts)
                        .forEach((key, text) -> data.put(
                                key, Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))));
            }
        }

        @Override
        public void validate(ObjectNode secret, Errors errors) {
            long size = 0;
            JsonNode data = secret.path("data");
            for (var entry : Checks.sorted(data).entrySet()) {
                errors.each("data[" + entry.getKey() + "]", entry.getKey(), Names.configKey(entry.getKey()));
                size += decoded(entry.getValue());
            }
            if (size > LIMIT) {
                errors.tooLong("data", LIMIT);
            }
            String account = "kubernetes.io/service-account.name";
            switch (KubeJson.text(secret, "type")) {
                case "kubernetes.io/service-account-token" -> {
                    if (KubeJson.text(secret, "metadata", "annotations", account)
                            .isEmpty()) {
                        errors.required("metadata.annotations[" + account + "]");
                    }
                }
                case "kubernetes.io/dockercfg" -> json(data, ".dockercfg", errors);
                case "kubernetes.io/dockerconfigjson" -> json(data, ".dockerconfigjson", errors);
                case "kubernetes.io/basic-auth" -> {
                    if (!data.has("username") && !data.has("password")) {
                        errors.required("data[username]");
                        errors.required("data[password]");
                    }
                }
                case "kubernetes.io/ssh-auth" -> {
                    if (KubeJson.text(data, "ssh-privatekey").isEmpty()) {
                        errors.required("data[ssh-privatekey]");
                    }
                }
                case "kubernetes.io/tls" -> {
                    for (String key : List.of("tls.crt", "tls.key")) {
                        if (!data.has(key)) {
                            errors.required("data[" + key + "]");
                        }
                    }
                }
                default -> {}
            }
        }

        private static void json(JsonNode data, String key, Errors errors) {
            if (!data.has(key)) {
                errors.required("data[" + key + "]");
                return;
            }
            String wrong = "";
            byte[] bytes = Base64.getDecoder().decode(KubeJson.text(data, key));
            try {
                JsonNode tree = KubeJson.parse(bytes);
                if (!tree.isObject()) {
                    String kind = tree.isTextual()
                            ? "string"
                            : tree.isNumber() ? "number" : tree.isBoolean() ? "bool" : "array";
                    wrong = tree.isMissingNode() || bytes.length == 0
                            ? "unexpected end of JSON input"
                            : "json: cannot unmarshal " + kind + " into Go value of type map[string]interface {}";
                }
            } catch (IllegalArgumentException e) {
                wrong = bytes.length == 0
                        ? "unexpected end of JSON input"
                        : "invalid character '" + (char) bytes[0] + "' looking for beginning of value";
            }
            if (!wrong.isEmpty()) {
                errors.invalid("data[" + key + "]", "<secret contents redacted>", wrong);
            }
        }

        @Override
        public void update(ObjectNode now, ObjectNode before) {
            if (KubeJson.text(now, "type").isEmpty()) {
                now.set("type", before.get("type"));
            }
        }

        @Override
        public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
            errors.unchanged("type", now.path("type"), before.path("type"));
            sealed(now, before, errors, "data");
        }
    }

    /** Namespaces. */
    static final class Namespaces implements Strategy {

        @Override
        public void defaults(ObjectNode namespace, Release release) {
            String name = KubeJson.text(namespace, "metadata", "name");
            if (!name.isEmpty()) {
                KubeJson.make(namespace, "metadata", "labels").put("kubernetes.io/metadata.name", name);
            }
        }

        @Override
        public void create(ObjectNode namespace) {
            ObjectNode spec = KubeJson.make(namespace, "spec");
            if (!KubeJson.texts(spec.path("finalizers")).contains("kubernetes")) {
                KubeJson.makeArray(spec, "finalizers").add("kubernetes");
            }
            namespace.putObject("status").put("phase", "Active");
        }

        @Override
        public void validate(ObjectNode namespace, Errors errors) {
            for (JsonNode finalizer : KubeJson.at(namespace, "spec", "finalizers")) {
                MetadataRules.finalizer("spec.finalizers", finalizer.asText(), errors);
            }
        }

        @Override
        public void validateStatus(ObjectNode now, ObjectNode before, Errors errors) {
            String phase = KubeJson.text(now, "status", "phase");
            boolean deleting = now.path("metadata").has("deletionTimestamp");
            if (!deleting && !phase.equals("Active")) {
                errors.invalid("status.Phase", phase, "may only be 'Active' if `deletionTimestamp` is empty");
            } else if (deleting && !phase.equals("Terminating")) {
                errors.invalid("status.Phase", phase, "may only be 'Terminating' if `deletionTimestamp` is not empty");
            }
        }
    }

    /** Nodes. */
    static final class Nodes implements Strategy {

        @Override
        public void defaults(ObjectNode node, Release release) {
            ObjectNode spec = KubeJson.make(node, "spec");
            String range = KubeJson.text(spec, "podCIDR");
            if (range.isEmpty()) {
                range = spec.path("podCIDRs").path(0).asText();
            }
            if (!range.isEmpty() && !range.equals(spec.path("podCIDRs").path(0).asText())) {
                spec.putArray("podCIDRs").add(range);
            }
            if (!range.isEmpty()) {
                spec.put("podCIDR", range);
            }
            JsonNode capacity = KubeJson.at(node, "status", "capacity");
            if (!capacity.isEmpty()
                    && KubeJson.at(node, "status", "allocatable").isMissingNode()) {
                KubeJson.make(node, "status").set("allocatable", capacity.deepCopy());
            }
        }

        @Override
        public void validate(ObjectNode node, Errors errors) {
            Checks checks = new Checks(errors);
            taints(node.path("spec").path("taints"), checks);
            Checks.each(
                    "spec.podCIDRs", node.path("spec").path("podCIDRs"), (at, cidr) -> checks.range(at, cidr.asText()));
            JsonNode ranges = node.path("spec").path("podCIDRs");
            long sixth = KubeJson.texts(ranges).stream()
                    .filter(one -> one.contains(":"))
                    .count();
            if (sixth > 1 || ranges.size() - sixth > 1) {
                errors.invalid("spec.podCIDRs", ranges, "may specify no more than one CIDR for each IP family");
            }
            for (String part : new String[] {"capacity", "allocatable"}) {
                for (var entry : ContainerRules.fields(KubeJson.at(node, "status", part))) {
                    checks.quantity("status." + part + "." + entry.getKey(), entry.getKey(), entry.getValue());
                }
            }
        }

        private static void taints(JsonNode taints, Checks checks) {
            Set<String> seen = new HashSet<>();
            Checks.each("metadata.taints", taints, (at, taint) -> {
                String key = KubeJson.text(taint, "key");
                String effect = KubeJson.text(taint, "effect");
                String value = KubeJson.text(taint, "value");
                checks.qualified(at + ".key", key);
                if (!Names.labelValue(value).isEmpty()) {
                    checks.errors.invalid(at + ".value", value, String.join(";", Names.labelValue(value)));
                }
                if (effect.isEmpty()) {
                    checks.errors.required(at + ".effect");
                } else {
                    checks.taintEffect(at + ".effect", effect);
                }
                if (!seen.add(effect + "/" + key)) {
                    ObjectNode go = KubeJson.object()
                            .put("Key", key)
                            .put("Value", value)
                            .put("Effect", effect);
                    go.set("TimeAdded", taint.get("timeAdded"));
                    FieldError duplicate = FieldError.duplicate(at, unsorted(go));
                    checks.errors.add(new FieldError(
                            at,
                            duplicate.reason(),
                            duplicate.message() + ": taints must be unique by key and effect pair"));
                }
            });
        }

        private static Object unsorted(ObjectNode go) {
            return new Object() {
                @Override
                public String toString() {
                    return go.toString();
                }
            };
        }

        @Override
        public void create(ObjectNode node) {
            ObjectNode spec = KubeJson.make(node, "spec");
            boolean marked = KubeJson.objects(spec.path("taints")).stream()
                    .anyMatch(taint -> KubeJson.text(taint, "key").equals("node.kubernetes.io/not-ready")
                            && KubeJson.text(taint, "effect").equals("NoSchedule"));
            if (!marked) {
                KubeJson.makeArray(spec, "taints")
                        .addObject()
                        .put("key", "node.kubernetes.io/not-ready")
                        .put("effect", "NoSchedule");
            }
        }

        @Override
        public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
            JsonNode had = KubeJson.at(before, "spec", "podCIDRs");
            JsonNode has = KubeJson.at(now, "spec", "podCIDRs");
            if (!had.isEmpty() && !had.equals(has)) {
                errors.forbidden("spec.podCIDRs", "node updates may not change podCIDR except from \"\" to valid");
            }
            String provider = KubeJson.text(before, "spec", "providerID");
            String wanted = KubeJson.text(now, "spec", "providerID");
            if (provider.isEmpty() || provider.equals(wanted)) {
                return;
            }
            if (errors.release().atLeast(37)) {
                errors.invalid(
                        "spec.providerID",
                        (Object) null,
                        wanted.isEmpty() ? "field cannot be cleared once set" : "field cannot be modified once set");
            } else {
                errors.forbidden("spec.providerID", "node updates may not change providerID except from \"\" to valid");
            }
        }
    }

    /** Service accounts. */
    static final class ServiceAccounts implements Strategy {

        @Override
        public void warn(ObjectNode object, Errors errors) {
            String key = "kubernetes.io/enforce-mountable-secrets";
            if (KubeJson.at(object, "metadata", "annotations").has(key)) {
                errors.warn("metadata.annotations[" + key
                        + "]: deprecated in v1.32+; prefer separate namespaces to isolate access to mounted secrets");
            }
        }
    }

    /** Endpoints. */
    static final class Endpoints implements Strategy {

        @Override
        public void defaults(ObjectNode object, Release release) {
            for (ObjectNode subset : KubeJson.objects(object.path("subsets"))) {
                KubeJson.objects(subset.path("ports")).forEach(port -> KubeJson.putDefault(port, "protocol", "TCP"));
            }
        }

        @Override
        public void validate(ObjectNode object, Errors errors) {
            Checks checks = new Checks(errors);
            Checks.each("subsets", object.path("subsets"), (at, subset) -> {
                if (subset.path("addresses").isEmpty()
                        && subset.path("notReadyAddresses").isEmpty()) {
                    errors.required(at, "must specify `addresses` or `notReadyAddresses`");
                }
                for (String list : new String[] {"addresses", "notReadyAddresses"}) {
                    Checks.each(at + "." + list, subset.path(list), (here, address) -> address(here, address, checks));
                }
                JsonNode ports = subset.path("ports");
                Checks.each(at + ".ports", ports, (here, port) -> {
                    String name = KubeJson.text(port, "name");
                    if (name.isEmpty() && ports.size() > 1) {
                        errors.required(here + ".name");
                    } else if (!name.isEmpty()) {
                        checks.label(here + ".name", name);
                    }
                    errors.port(here + ".port", port.path("port").asLong());
                    errors.requiredOneOf(here + ".protocol", KubeJson.text(port, "protocol"), Checks.PROTOCOLS);
                    if (port.hasNonNull("appProtocol")) {
                        checks.qualified(here + ".appProtocol", KubeJson.text(port, "appProtocol"));
                    }
                });
            });
        }

        private static void address(String at, JsonNode address, Checks checks) {
            String ip = KubeJson.text(address, "ip");
            checks.address(at + ".ip", ip);
            if (!KubeJson.text(address, "hostname").isEmpty()) {
                checks.label(at + ".hostname", KubeJson.text(address, "hostname"));
            }
            if (address.hasNonNull("nodeName")) {
                checks.subdomain(at + ".nodeName", KubeJson.text(address, "nodeName"));
            }
            checks.endpointAddress(at + ".ip", ip);
        }
    }

    /** Limit ranges. */
    static final class LimitRanges implements Strategy {

        @Override
        public void create(ObjectNode object) {
            ObjectNode metadata = KubeJson.make(object, "metadata");
            if (KubeJson.text(metadata, "name").isEmpty()) {
                metadata.set("name", metadata.path("uid"));
            }
        }

        private static final Set<String> TYPES = Set.of("Pod", "Container", "PersistentVolumeClaim");

        @Override
        public void defaults(ObjectNode object, Release release) {
            for (ObjectNode limit : KubeJson.objects(KubeJson.at(object, "spec", "limits"))) {
                if (KubeJson.text(limit, "type").equals("Container")) {
                    fill(limit, "max", "default");
                    fill(limit, "default", "defaultRequest");
                    fill(limit, "min", "defaultRequest");
                }
            }
        }

        private static void fill(ObjectNode limit, String from, String to) {
            limit.path(from).properties().forEach(entry -> {
                ObjectNode target = KubeJson.make(limit, to);
                if (!target.has(entry.getKey())) {
                    target.set(entry.getKey(), entry.getValue().deepCopy());
                }
            });
        }

        @Override
        public void validate(ObjectNode object, Errors errors) {
            Checks checks = new Checks(errors);
            Set<String> types = new HashSet<>();
            Checks.each("spec.limits", KubeJson.at(object, "spec", "limits"), (at, limit) -> {
                String type = KubeJson.text(limit, "type");
                List<String> wrong = Names.qualified(type);
                errors.each(at + ".type", type, wrong);
                if (wrong.isEmpty() && !type.contains("/") && !TYPES.contains(type)) {
                    errors.invalid(at + ".type", type, "must be a standard limit type or fully qualified");
                }
                if (!types.add(type)) {
                    errors.duplicate(at + ".type", type);
                }
                item(limit, type, at, checks);
            });
        }

        private static void item(JsonNode limit, String type, String at, Checks checks) {
            Set<String> keys = new TreeSet<>();
            boolean pod = type.equals("Pod");
            for (String part : new String[] {"max", "min", "default", "defaultRequest", "maxLimitRequestRatio"}) {
                if (pod && part.startsWith("default")) {
                    if (!limit.path(part).isEmpty()) {
                        checks.errors.forbidden(at + "." + part, "may not be specified when `type` is 'Pod'");
                    }
                    continue;
                }
                for (var entry : ContainerRules.fields(limit.path(part))) {
                    String here = at + "." + part + "[" + entry.getKey() + "]";
                    if (pod || type.equals("Container")) {
                        checks.containerResourceName(here, entry.getKey());
                    } else {
                        checks.resourceName(here, entry.getKey());
                    }
                    keys.add(entry.getKey());
                }
            }
            boolean storage =
                    limit.path("min").has("storage") || limit.path("max").has("storage");
            if (type.equals("PersistentVolumeClaim") && !storage) {
                checks.errors.required(
                        at + ".limits",
                        "either minimum or maximum storage value is required, but neither was provided");
            }
            keys.forEach(key -> order(pod ? withoutDefaults(limit) : limit, key, at, checks));
        }

        private static JsonNode withoutDefaults(JsonNode limit) {
            ObjectNode rest = limit.deepCopy();
            rest.remove(List.of("default", "defaultRequest"));
            return rest;
        }

        private static void order(JsonNode limit, String key, String at, Checks checks) {
            JsonNode min = limit.path("min").path(key);
            JsonNode max = limit.path("max").path(key);
            JsonNode most = limit.path("default").path(key);
            JsonNode request = limit.path("defaultRequest").path(key);
            JsonNode ratio = limit.path("maxLimitRequestRatio").path(key);
            over(checks, min, max, at + ".min[" + key + "]", min, "min value %s is greater than max value %s");
            String asked = at + ".defaultRequest[" + key + "]";
            over(checks, min, request, asked, request, "min value %s is greater than default request value %s");
            over(checks, request, max, asked, request, "default request value %s is greater than max value %s");
            over(
                    checks,
                    request,
                    most,
                    asked,
                    request,
                    "default request value %s is greater than default limit value %s");
            String given = at + ".default[" + key + "]";
            over(checks, min, most, given, min, "min value %s is greater than default value %s");
            over(checks, most, max, given, max, "default value %s is greater than max value %s");
            if (!ratio.isMissingNode() && Checks.value(ratio).compareTo(java.math.BigDecimal.ONE) < 0) {
                checks.errors.invalid(
                        at + ".maxLimitRequestRatio[" + key + "]",
                        Checks.shown(ratio),
                        "ratio " + Checks.shown(ratio) + " is less than 1");
            }
        }

        private static void over(Checks checks, JsonNode low, JsonNode high, String at, JsonNode shown, String text) {
            boolean both = !low.isMissingNode() && !high.isMissingNode();
            if (both && Checks.value(low).compareTo(Checks.value(high)) > 0) {
                checks.errors.invalid(
                        at, Checks.shown(shown), String.format(text, Checks.shown(low), Checks.shown(high)));
            }
        }
    }

    /** Resource quotas. */
    static final class Quotas implements Strategy {

        private static final Set<String> SCOPES = Set.of(
                "Terminating",
                "NotTerminating",
                "BestEffort",
                "NotBestEffort",
                "PriorityClass",
                "CrossNamespacePodAffinity",
                "VolumeAttributesClass");
        private static final Set<String> COMPUTE =
                Set.of("pods", "cpu", "memory", "requests.cpu", "requests.memory", "limits.cpu", "limits.memory");

        @Override
        public void validate(ObjectNode object, Errors errors) {
            Checks checks = new Checks(errors);
            JsonNode spec = object.path("spec");
            for (var entry : ContainerRules.fields(spec.path("hard"))) {
                String at = "spec.hard[" + entry.getKey() + "]";
                checks.quotaResourceName(at, entry.getKey());
                checks.quantity(at, entry.getKey(), entry.getValue());
            }
            JsonNode scopes = spec.path("scopes");
            Set<String> given = new HashSet<>();
            for (JsonNode scope : scopes) {
                if (!SCOPES.contains(scope.asText())) {
                    errors.invalid("spec.scopes", scopes, "unsupported scope");
                }
                for (var entry : ContainerRules.fields(spec.path("hard"))) {
                    if (!fits(scope.asText(), entry.getKey())) {
                        errors.invalid("spec.scopes", scopes, "unsupported scope applied to resource");
                    }
                }
                given.add(scope.asText());
            }
            if (given.containsAll(List.of("BestEffort", "NotBestEffort"))) {
                errors.invalid("spec.scopes", scopes, "conflicting scopes");
            }
            if (given.containsAll(List.of("Terminating", "NotTerminating"))) {
                errors.invalid("spec.scopes", scopes, "conflicting scopes");
            }
            selector(spec, errors);
        }

        private static boolean fits(String scope, String resource) {
            if (resource.contains("/")) {
                return true;
            }
            return switch (scope) {
                case "BestEffort" -> resource.equals("pods");
                case "Terminating", "NotTerminating", "NotBestEffort", "PriorityClass", "CrossNamespacePodAffinity" ->
                    COMPUTE.contains(resource)
                            || Checks.isHugePages(resource)
                            || resource.contains("ephemeral-storage");
                default -> true;
            };
        }

        private static void selector(JsonNode spec, Errors errors) {
            String at = "spec.scopeSelector.matchExpressions";
            for (JsonNode one : KubeJson.at(spec, "scopeSelector", "matchExpressions")) {
                String scope = KubeJson.text(one, "scopeName");
                String operator = KubeJson.text(one, "operator");
                JsonNode values = one.path("values");
                if (!SCOPES.contains(scope)) {
                    errors.invalid(at + ".scopeName", scope, "unsupported scope");
                }
                boolean plain = Set.of(
                                "BestEffort",
                                "NotBestEffort",
                                "Terminating",
                                "NotTerminating",
                                "CrossNamespacePodAffinity")
                        .contains(scope);
                if (plain && !operator.equals("Exists")) {
                    errors.invalid(
                            at + ".operator",
                            operator,
                            "must be 'Exists' when scope is any of ResourceQuotaScopeTerminating,"
                                    + " ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort,"
                                    + " ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity");
                }
                switch (operator) {
                    case "In", "NotIn" -> {
                        if (values.isEmpty()) {
                            errors.required(
                                    at + ".values",
                                    "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector");
                        }
                    }
                    case "Exists", "DoesNotExist" -> {
                        if (!values.isEmpty()) {
                            errors.invalid(
                                    at + ".values",
                                    values,
                                    "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector");
                        }
                    }
                    default -> errors.invalid(at + ".operator", operator, "not a valid selector operator");
                }
            }
        }

        @Override
        public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
            Set<String> wanted = new HashSet<>(KubeJson.texts(KubeJson.at(now, "spec", "scopes")));
            if (!wanted.equals(new HashSet<>(KubeJson.texts(KubeJson.at(before, "spec", "scopes"))))) {
                errors.invalid("spec.scopes", KubeJson.at(now, "spec", "scopes"), Errors.IMMUTABLE);
            }
        }
    }
}
