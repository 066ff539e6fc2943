package dev.aks4j.simulated.azure.internal.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A template with its parameters: what it makes, in the words of its own functions. Guarded by the simulator's lock. */
final class TemplateRun {

    private static final List<String> KINDS =
            List.of("string", "securestring", "int", "bool", "object", "secureobject", "array");

    /** Says that a value depends on a resource that is not there yet. */
    static final class NotYet extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotYet() {
            super("", null, false, false);
        }
    }

    /** How a template reads what there is. */
    interface World {

        /** Returns the resource with an id, as a GET shows it. */
        Optional<JsonNode> read(String id, String apiVersion);

        /** Asks a resource for something with a POST, as {@code listKeys} does. */
        JsonNode ask(String id, String action, String apiVersion);
    }

    private final Cloud cloud;
    private final String name;
    private final String scope;
    private final ObjectNode template;
    private final World world;
    private final Map<String, JsonNode> parameters = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, JsonNode> variables = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final List<DeployedResource> resources = new ArrayList<>();
    private final List<DeployedResource> done = new ArrayList<>();
    private Optional<Integer> copy = Optional.empty();
    private final Map<String, Integer> copies = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /** Reads a template; refuses what can be known to be wrong before anything is made. */
    TemplateRun(Cloud cloud, String name, String scope, ObjectNode template, ObjectNode given, World world) {
        this.cloud = cloud;
        this.name = name;
        this.scope = scope;
        this.template = template;
        this.world = world;
        parameters(given);
        expand(template.path("resources"), "", "", List.of());
    }

    List<DeployedResource> resources() {
        return resources;
    }

    /** Returns the parameters as the deployment shows them; secure ones without their values. */
    ObjectNode shownParameters() {
        ObjectNode shown = AzureJson.object();
        parameters.forEach((key, value) -> {
            String type = template.at("/parameters/" + key + "/type").asText();
            ObjectNode one = shown.putObject(key).put("type", type);
            if (!type.toLowerCase(Locale.ROOT).startsWith("secure")) {
                one.set("value", value);
            }
        });
        return shown;
    }

    private void parameters(ObjectNode given) {
        JsonNode declared = template.path("parameters");
        for (Map.Entry<String, JsonNode> each : given.properties()) {
            if (!declared.has(each.getKey())) {
                throw TemplateError.validation("The template parameters '" + each.getKey()
                        + "' in the parameters file are not valid; they are not present in the original template and can"
                        + " therefore not be provided at deployment time. The only supported parameters for this template"
                        + " are '"
                        + String.join(
                                ", ",
                                AzureJson.fields(declared, "").stream()
                                        .map(Map.Entry::getKey)
                                        .toList())
                        + "'. Please see https://aka.ms/arm-pass-parameter-values for usage details");
            }
        }
        for (Map.Entry<String, JsonNode> each : declared.properties()) {
            JsonNode value = given.path(each.getKey()).path("value");
            if (value.isMissingNode()) {
                value = each.getValue().path("defaultValue");
                if (value.isMissingNode() && !AzureJson.flag(each.getValue(), "/nullable")) {
                    throw TemplateError.validation(
                            "The value for the template parameter '" + each.getKey()
                                    + "' is not provided. Please see https://aka.ms/arm-create-parameter-file for usage details");
                }
                value = evaluate(value);
            }
            check(each.getKey(), each.getValue(), value);
            parameters.put(each.getKey(), value);
        }
    }

    private static void check(String name, JsonNode declared, JsonNode value) {
        String type = declared.path("type").asText().toLowerCase(Locale.ROOT);
        boolean fits = value.isMissingNode()
                || value.isNull()
                || switch (type) {
                    case "int" -> value.isIntegralNumber();
                    case "bool" -> value.isBoolean();
                    case "array" -> value.isArray();
                    case "object", "secureobject" -> value.isObject();
                    default -> value.isTextual();
                };
        if (!KINDS.contains(type) || !fits) {
            throw TemplateError.validation("Template parameter JToken type is not valid. Expected '"
                    + declared.path("type").asText() + "'. Actual '" + value.getNodeType() + "' for parameter '" + name
                    + "'. Please see https://aka.ms/resource-manager-parameter-files for usage details");
        }
        JsonNode allowed = declared.path("allowedValues");
        boolean among = !allowed.isArray();
        for (JsonNode each : allowed) {
            among |= each.equals(value);
        }
        boolean inside = within(declared, "minValue", "maxValue", value.isNumber() ? value.asLong() : null)
                && within(
                        declared,
                        "minLength",
                        "maxLength",
                        value.isTextual()
                                ? Long.valueOf(value.asText().length())
                                : value.isArray() ? Long.valueOf(value.size()) : null);
        if (!among || !inside) {
            throw TemplateError.validation(
                    "The provided value for the template parameter '" + name + "' is not valid. The"
                            + " value '" + TemplateFunctions.plain(value) + "' is not part of the allowed value(s)"
                            + (allowed.isArray() ? ": '" + AzureJson.compact(allowed) + "'" : ""));
        }
    }

    private static boolean within(
            JsonNode declared, String least, String most, @org.jspecify.annotations.Nullable Long value) {
        return value == null
                || value >= declared.path(least).asLong(Long.MIN_VALUE)
                        && value <= declared.path(most).asLong(Long.MAX_VALUE);
    }

    private void expand(JsonNode list, String parentType, String parentName, List<String> parents) {
        if (list.isObject()) {
            list.properties().forEach(each -> expand(each.getKey(), each.getValue(), parentType, parentName, parents));
        } else {
            list.forEach(each -> expand("", each, parentType, parentName, parents));
        }
    }

    private void expand(String symbol, JsonNode each, String parentType, String parentName, List<String> parents) {
        ObjectNode source = (ObjectNode) each;
        if (!source.path("copy").isObject()) {
            one(symbol, source, parentType, parentName, parents, Optional.empty());
            return;
        }
        int count = evaluate(source.at("/copy/count")).asInt();
        for (int i = 0; i < count; i++) {
            one(symbol, source, parentType, parentName, parents, Optional.of(i));
        }
    }

    private void one(
            String symbol,
            ObjectNode source,
            String parentType,
            String parentName,
            List<String> parents,
            Optional<Integer> number) {
        at(number, source);
        if (source.has("condition") && !evaluate(source.get("condition")).asBoolean()) {
            return;
        }
        String type = (parentType.isEmpty() ? "" : parentType + "/")
                + source.path("type").asText();
        String called =
                (parentName.isEmpty() ? "" : parentName + "/") + TemplateFunctions.plain(evaluate(source.path("name")));
        if (type.split("/").length != called.split("/").length + 1) {
            throw TemplateError.validation("The template resource '" + called + "' for type '" + type
                    + "' has incorrect segment lengths. A nested resource type must have identical number of segments as its"
                    + " resource name. A root resource type must have segment length one greater than its resource name."
                    + " Please see https://aka.ms/arm-syntax-resources for usage details");
        }
        String where = source.has("scope") ? TemplateFunctions.plain(evaluate(source.get("scope"))) : scope;
        if (source.has("resourceGroup")) {
            where = cloud.subscriptionScope() + "/resourceGroups/"
                    + TemplateFunctions.plain(evaluate(source.get("resourceGroup")));
        }
        if (!where.startsWith("/")) {
            where = scope + "/providers/" + where;
        }
        String id = where + "/providers/" + path(type, called);
        List<String> waits = new ArrayList<>(parents);
        source.path("dependsOn").forEach(one -> waits.add(TemplateFunctions.plain(evaluate(one))));
        DeployedResource resource = new DeployedResource(
                symbol.isEmpty() ? id : symbol,
                id,
                source.path("apiVersion").asText(),
                source,
                waits,
                number,
                AzureJson.flag(source, "/existing"));
        if (resources.stream().anyMatch(other -> other.id().equalsIgnoreCase(id))) {
            throw TemplateError.validation("The resource '" + type + "/" + called + "' is defined multiple times in a"
                    + " template. Please see https://aka.ms/arm-syntax-resources for usage details");
        }
        resources.add(resource);
        if (!source.path("resources").isEmpty() && !type.equalsIgnoreCase("Microsoft.Resources/deployments")) {
            expand(source.path("resources"), type, called, List.of(id));
        }
        at(Optional.empty(), source);
    }

    private void at(Optional<Integer> number, ObjectNode source) {
        copy = number;
        copies.clear();
        number.ifPresent(value -> copies.put(source.at("/copy/name").asText(), value));
    }

    private static String path(String type, String called) {
        String[] types = type.split("/");
        String[] names = called.split("/");
        StringBuilder path = new StringBuilder(types[0]);
        for (int i = 1; i < types.length; i++) {
            path.append('/').append(types[i]).append('/').append(i <= names.length ? names[i - 1] : "");
        }
        return path.toString();
    }

    /** Refuses what waits for nothing that the template has, or for itself. */
    void requireOrder() {
        List<DeployedResource> ready = new ArrayList<>();
        int before = -1;
        while (ready.size() > before) {
            before = ready.size();
            for (DeployedResource each : resources) {
                if (!ready.contains(each)
                        && each.waitsFor().stream()
                                .allMatch(wanted ->
                                        !inTemplate(wanted) || ready.stream().anyMatch(one -> one.isMeantBy(wanted)))) {
                    ready.add(each);
                }
            }
        }
        for (DeployedResource each : resources) {
            for (String wanted : each.waitsFor()) {
                if (!inTemplate(wanted)
                        && !template.path("resources").has(wanted)
                        && wanted.startsWith("/")
                        && !conditional()) {
                    throw TemplateError.validation(
                            "The resource '" + wanted + "' is not defined in the template. Please see"
                                    + " https://aka.ms/arm-syntax for usage details");
                }
            }
        }
        if (ready.size() < resources.size()) {
            throw TemplateError.validation("Circular dependency detected on resource: '"
                    + resources.stream()
                            .filter(each -> !ready.contains(each))
                            .findFirst()
                            .orElseThrow()
                            .id()
                    + "'. Please see https://aka.ms/arm-syntax-resources for usage details");
        }
    }

    private boolean conditional() {
        return template.path("resources").toString().contains("\"condition\"");
    }

    boolean inTemplate(String reference) {
        return resources.stream().anyMatch(each -> each.isMeantBy(reference));
    }

    void isDone(DeployedResource resource) {
        done.add(resource);
    }

    boolean waits(DeployedResource resource) {
        return resource.waitsFor().stream()
                .anyMatch(wanted -> resources.stream()
                        .filter(each -> each.isMeantBy(wanted))
                        .anyMatch(each -> !done.contains(each)));
    }

    /** Returns the body of a resource, now that all is there on which it depends. */
    ObjectNode body(DeployedResource resource) {
        at(resource.copy(), resource.source());
        ObjectNode body = resource.body();
        boolean inner = body.at("/properties/expressionEvaluationOptions/scope")
                .asText()
                .equalsIgnoreCase("inner");
        JsonNode kept = AzureJson.object();
        if (inner) {
            kept = body.at("/properties/template");
            ((ObjectNode) body.get("properties")).remove("template");
        }
        ObjectNode evaluated = (ObjectNode) evaluate(loops(body));
        if (inner) {
            ((ObjectNode) evaluated.get("properties")).set("template", kept);
        }
        return evaluated;
    }

    /** Writes the loops of properties out. */
    private JsonNode loops(JsonNode value) {
        if (value.isArray()) {
            ArrayNode all = AzureJson.array();
            value.forEach(each -> all.add(loops(each)));
            return all;
        } else if (!value.isObject()) {
            return value;
        }
        ObjectNode written = AzureJson.object();
        value.properties().forEach(field -> {
            if (field.getKey().equals("copy") && field.getValue().isArray()) {
                field.getValue().forEach(loop -> {
                    ArrayNode items = written.putArray(loop.path("name").asText());
                    int count = evaluate(loop.path("count")).asInt();
                    Optional<Integer> outer = copy;
                    for (int i = 0; i < count; i++) {
                        copies.put(loop.path("name").asText(), i);
                        items.add(evaluate(loop.path("input")));
                    }
                    copies.remove(loop.path("name").asText());
                    copy = outer;
                });
            } else {
                written.set(field.getKey(), loops(field.getValue()));
            }
        });
        return written;
    }

    /** Returns the outputs. */
    ObjectNode outputs() {
        ObjectNode outputs = AzureJson.object();
        template.path("outputs").properties().forEach(each -> {
            if (each.getValue().has("condition")
                    && !evaluate(each.getValue().get("condition")).asBoolean()) {
                return;
            }
            outputs.putObject(each.getKey())
                    .put("type", each.getValue().path("type").asText())
                    .set("value", evaluate(each.getValue().path("value")));
        });
        return outputs;
    }

    private JsonNode evaluate(JsonNode value) {
        return new TemplateExpression(this::call).evaluate(value);
    }

    private JsonNode call(String function, List<JsonNode> arguments) {
        String lower = function.toLowerCase(Locale.ROOT);
        String first = arguments.isEmpty() ? "" : TemplateFunctions.plain(arguments.get(0));
        return switch (lower) {
            case "parameters" -> parameter(first);
            case "variables" -> variable(first);
            case "resourceid" -> AzureJson.of(resourceId(arguments));
            case "subscriptionresourceid" ->
                AzureJson.of(cloud.subscriptionScope() + "/providers/" + path(first, names(arguments, 1)));
            case "tenantresourceid" -> AzureJson.of("/providers/" + path(first, names(arguments, 1)));
            case "extensionresourceid" ->
                AzureJson.of(
                        first + "/providers/" + path(TemplateFunctions.plain(arguments.get(1)), names(arguments, 2)));
            case "reference" -> reference(arguments);
            case "resourcegroup" -> group();
            case "subscription" ->
                AzureJson.object()
                        .put("id", cloud.subscriptionScope())
                        .put("subscriptionId", cloud.subscriptionId())
                        .put("tenantId", cloud.tenantId())
                        .put("displayName", "Simulated");
            case "tenant" -> AzureJson.object().put("tenantId", cloud.tenantId());
            case "deployment" -> AzureJson.object().put("name", name);
            case "environment" -> environment();
            case "copyindex" -> AzureJson.of(index(arguments));
            case "utcnow" -> AzureJson.of(cloud.now().toString().replaceAll("[-:]|\\.\\d+", ""));
            case "newguid" -> AzureJson.of(cloud.random().guid());
            default ->
                lower.startsWith("list") && arguments.size() >= 2
                        ? world.ask(id(first), function, TemplateFunctions.plain(arguments.get(1)))
                        : TemplateFunctions.call(function, arguments);
        };
    }

    private JsonNode parameter(String wanted) {
        JsonNode value = parameters.get(wanted);
        if (value == null) {
            throw TemplateError.validation("The template parameter '" + wanted
                    + "' is not found. Please see https://aka.ms/arm-syntax-parameters for usage details");
        }
        return value;
    }

    private JsonNode variable(String wanted) {
        JsonNode known = variables.get(wanted);
        if (known != null) {
            return known;
        }
        JsonNode all = loops(template.path("variables"));
        for (Map.Entry<String, JsonNode> each : all.properties()) {
            if (each.getKey().equalsIgnoreCase(wanted)) {
                JsonNode value = evaluate(each.getValue());
                variables.put(wanted, value);
                return value;
            }
        }
        throw TemplateError.validation("The template variable '" + wanted
                + "' is not found. Please see https://aka.ms/arm-syntax-variables for usage details");
    }

    private int index(List<JsonNode> arguments) {
        boolean named = !arguments.isEmpty() && arguments.get(0).isTextual();
        Optional<Integer> number =
                named ? Optional.ofNullable(copies.get(arguments.get(0).asText())) : copy;
        int offset = arguments.size() > (named ? 1 : 0)
                ? arguments.get(named ? 1 : 0).asInt()
                : 0;
        return number.orElseThrow(() -> TemplateError.expression(
                        "The template function 'copyIndex' is not expected at this location. The function can only be used"
                                + " in a resource with copy specified"))
                + offset;
    }

    private static String names(List<JsonNode> arguments, int from) {
        return String.join(
                "/", arguments.stream().skip(from).map(TemplateFunctions::plain).toList());
    }

    private String resourceId(List<JsonNode> arguments) {
        int type = 0;
        while (type < arguments.size()
                && !TemplateFunctions.plain(arguments.get(type)).contains("/")) {
            type++;
        }
        if (type >= arguments.size()) {
            throw TemplateError.expression(
                    "Unable to evaluate template language function 'resourceId': function requires"
                            + " fully qualified resource type 'containing provider namespace and resource type' as one of its"
                            + " arguments");
        }
        String in = scope;
        if (type == 2) {
            in = "/subscriptions/" + arguments.get(0).asText() + "/resourceGroups/"
                    + arguments.get(1).asText();
        } else if (type == 1) {
            in = cloud.subscriptionScope() + "/resourceGroups/"
                    + arguments.get(0).asText();
        }
        return in + "/providers/" + path(TemplateFunctions.plain(arguments.get(type)), names(arguments, type + 1));
    }

    private String id(String reference) {
        return resources.stream()
                .filter(each -> each.isMeantBy(reference))
                .findFirst()
                .map(DeployedResource::id)
                .orElse(reference);
    }

    private JsonNode reference(List<JsonNode> arguments) {
        String wanted = TemplateFunctions.plain(arguments.get(0));
        Optional<DeployedResource> own =
                resources.stream().filter(each -> each.isMeantBy(wanted)).findFirst();
        if (own.isPresent() && !own.get().existing() && !done.contains(own.get())) {
            throw new NotYet();
        }
        String version = arguments.size() > 1
                ? TemplateFunctions.plain(arguments.get(1))
                : own.map(DeployedResource::apiVersion).orElse("");
        String id = own.map(DeployedResource::id).orElse(wanted);
        JsonNode found = world.read(id, version)
                .orElseThrow(() -> TemplateError.expression("The Resource '" + id + "' was not found"));
        boolean full = arguments.size() > 2
                && TemplateFunctions.plain(arguments.get(2)).equalsIgnoreCase("full");
        return full ? found : found.path("properties");
    }

    private JsonNode group() {
        String own = scope.matches("(?i)/subscriptions/[^/]+/resourceGroups/[^/]+.*")
                ? String.join("/", List.of(scope.split("/")).subList(0, 5))
                : scope;
        return cloud.resources().find(own).map(found -> (JsonNode) found.view()).orElseGet(AzureJson::object);
    }

    private JsonNode environment() {
        ObjectNode environment = AzureJson.object()
                .put("name", "AzureCloud")
                .put("resourceManager", cloud.endpoints().arm() + "/");
        environment
                .putObject("authentication")
                .put("loginEndpoint", cloud.endpoints().entra() + "/");
        environment.putObject("suffixes").put("storage", "core.windows.net").put("keyvaultDns", ".vault.azure.net");
        return environment;
    }
}
