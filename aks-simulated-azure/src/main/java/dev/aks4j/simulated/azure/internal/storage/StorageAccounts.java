package dev.aks4j.simulated.azure.internal.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.arm.Arm;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.network.PrivateEndpointConnections;
import dev.aks4j.simulated.azure.internal.plain.ResourceShape;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import dev.aks4j.simulated.azure.internal.state.StoredResource;
import dev.aks4j.simulated.wire.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** Storage accounts: their names, kinds and SKUs, what is filled in, and their keys. Guarded by the simulator's lock. */
final class StorageAccounts implements ResourceShape {

    static final String TYPE = "Microsoft.Storage/storageAccounts";

    private static final Pattern NAME = Pattern.compile("[a-z0-9]{3,24}");
    private static final int MOST_IN_A_REGION = 250;
    private static final List<String> SKUS = List.of(
            "Standard_LRS",
            "Standard_GRS",
            "Standard_RAGRS",
            "Standard_ZRS",
            "Standard_GZRS",
            "Standard_RAGZRS",
            "Premium_LRS",
            "Premium_ZRS",
            "StandardV2_LRS",
            "StandardV2_GRS",
            "StandardV2_ZRS",
            "StandardV2_GZRS",
            "PremiumV2_LRS",
            "PremiumV2_ZRS");
    private static final List<String> KINDS =
            List.of("Storage", "StorageV2", "BlobStorage", "FileStorage", "BlockBlobStorage");

    private final Cloud cloud;
    private final PrivateEndpointConnections connections;
    private final Map<String, String[]> keys = new LinkedHashMap<>();

    StorageAccounts(Cloud cloud, PrivateEndpointConnections connections) {
        this.connections = connections;
        this.cloud = cloud;
    }

    @Override
    public void complete(ArmCall call, ObjectNode body, Optional<StoredResource> existing) {
        String name = body.path("name").asText();
        requireName(name);
        requireFree(body, name, existing.isPresent());
        String sku = sku(body);
        String kind = kind(body, sku);
        existing.ifPresent(before -> requireUnchanged(before, body, kind));
        body.put("kind", kind);
        AzureJson.child(body, "sku").put("name", sku).put("tier", sku.startsWith("Premium") ? "Premium" : "Standard");
        ObjectNode properties = AzureJson.child(body, "properties");
        AzureJson.orElse(properties, "minimumTlsVersion", "TLS1_2");
        AzureJson.orElse(properties, "allowBlobPublicAccess", false);
        AzureJson.orElse(properties, "allowSharedKeyAccess", true);
        AzureJson.orElse(properties, "publicNetworkAccess", "Enabled");
        AzureJson.orElse(properties, "supportsHttpsTrafficOnly", true);
        AzureJson.orElse(properties, "isHnsEnabled", false);
        AzureJson.orElse(properties, "isNfsV3Enabled", false);
        if (!sku.startsWith("Premium") && !kind.equals("Storage")) {
            AzureJson.orElse(properties, "accessTier", "Hot");
        }
        ObjectNode acls = AzureJson.child(properties, "networkAcls");
        AzureJson.orElse(acls, "bypass", "AzureServices");
        AzureJson.orElse(acls, "defaultAction", "Allow");
        AzureJson.orElse(acls, "virtualNetworkRules", List.of());
        AzureJson.orElse(acls, "ipRules", List.of());
        requireFitting(properties, kind);
        ObjectNode encryption = AzureJson.child(properties, "encryption");
        AzureJson.orElse(encryption, "keySource", "Microsoft.Storage");
        for (String service : List.of("blob", "file")) {
            ObjectNode one = AzureJson.child(AzureJson.child(encryption, "services"), service);
            one.put("enabled", true).put("keyType", "Account");
            AzureJson.orElse(one, "lastEnabledTime", created(existing));
        }
        properties.put("creationTime", created(existing));
        properties.put("primaryLocation", body.path("location").asText()).put("statusOfPrimary", "available");
        endpoints(properties, name, kind, sku);
        keys.computeIfAbsent(name, made -> new String[] {secret(), secret()});
        ObjectNode times = properties.putObject("keyCreationTime");
        for (String key : List.of("key1", "key2")) {
            times.put(
                    key,
                    existing.map(before -> keyTime(before, key))
                            .orElseGet(() -> cloud.now().toString()));
        }
    }

    private static String keyTime(StoredResource account, String key) {
        return account.body().at("/properties/keyCreationTime/" + key).asText();
    }

    @Override
    public void shown(ObjectNode view) {
        AzureJson.child(view, "properties")
                .putArray("privateEndpointConnections")
                .addAll(connections.to(view.path("id").asText()));
    }

    private static void requireFitting(ObjectNode properties, String kind) {
        boolean folders = AzureJson.flag(properties, "/isHnsEnabled");
        boolean open = properties.at("/networkAcls/defaultAction").asText().equalsIgnoreCase("Allow")
                && !properties.path("publicNetworkAccess").asText().equalsIgnoreCase("Disabled");
        if (folders && kind.equals("FileStorage")) {
            throw ArmError.service(
                    400,
                    "InvalidRequestPropertyValue",
                    "The value 'True' is not allowed for property isHnsEnabled of an account of the kind FileStorage.");
        } else if (AzureJson.flag(properties, "/isNfsV3Enabled") && (open || !folders)) {
            throw ArmError.service(
                    400,
                    "InvalidRequestPropertyValue",
                    "The value 'True' is not allowed for property isNfsV3Enabled: NFS 3 needs a hierarchical namespace, and"
                            + " a network rule set whose default action is Deny.");
        }
        for (JsonNode rule : properties.at("/networkAcls/ipRules")) {
            String range = rule.path("value").asText();
            if (!range.matches("\\d{1,3}(\\.\\d{1,3}){3}(/([0-9]|[12][0-9]|30))?")
                    || range.matches("(10|192\\.168|172\\.(1[6-9]|2[0-9]|3[01]))\\..*")) {
                throw ArmError.service(
                        400,
                        "InvalidValuesForRequestParameters",
                        "Values for request parameters are invalid: networkAcls.ipRule[*].value (" + range + ").");
            }
        }
    }

    private String created(Optional<StoredResource> existing) {
        return existing.map(
                        before -> before.body().at("/properties/creationTime").asText())
                .orElseGet(() -> cloud.now().toString());
    }

    private String secret() {
        return cloud.random().base64(86) + "==";
    }

    private static void endpoints(ObjectNode properties, String name, String kind, String sku) {
        ObjectNode endpoints = properties.putObject("primaryEndpoints");
        List<String> services =
                switch (kind) {
                    case "FileStorage" -> List.of("file");
                    case "BlockBlobStorage" -> List.of("dfs", "web", "blob");
                    case "BlobStorage" -> List.of("dfs", "blob", "table");
                    default -> List.of("dfs", "web", "blob", "queue", "table", "file");
                };
        for (String service : services) {
            String zone = service.equals("web") ? ".z6.web.core.windows.net/" : "." + service + ".core.windows.net/";
            endpoints.put(service, "https://" + name + zone);
        }
        if (sku.contains("GRS") || sku.contains("GZRS")) {
            properties.put("secondaryLocation", "northeurope").put("statusOfSecondary", "available");
        }
    }

    static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw ArmError.service(
                    400,
                    "AccountNameInvalid",
                    name + " is not a valid storage account name. Storage account name must be between 3 and 24"
                            + " characters in length and use numbers and lower-case letters only.");
        }
    }

    private List<StoredResource> all() {
        return cloud.resources().below(StoredResource.class, cloud.subscriptionScope()).stream()
                .filter(each -> each.type().equals(TYPE))
                .toList();
    }

    boolean taken(String name) {
        return all().stream().anyMatch(each -> each.name().equals(name));
    }

    private void requireFree(ObjectNode body, String name, boolean exists) {
        if (exists) {
            return;
        } else if (taken(name)) {
            throw ArmError.service(
                    409, "StorageAccountAlreadyTaken", "The storage account named " + name + " is already taken.");
        }
        String region = body.path("location").asText();
        long there = all().stream()
                .filter(each -> each.body().path("location").asText().equals(region))
                .count();
        if (there >= MOST_IN_A_REGION) {
            throw ArmError.service(
                    409,
                    "StorageAccountsQuotaExceeded",
                    "The maximum number of storage accounts, " + MOST_IN_A_REGION + ", has been reached in " + region
                            + " for this subscription.");
        }
    }

    private static String sku(ObjectNode body) {
        String sku = body.at("/sku/name").asText();
        return SKUS.stream()
                .filter(sku::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() -> ArmError.service(
                        400,
                        "InvalidValuesForRequestParameters",
                        "Values for request parameters are invalid: sku.name. For more information, see -"
                                + " https://aka.ms/storageaccountlimits"));
    }

    private static String kind(ObjectNode body, String sku) {
        String asked = body.path("kind").asText();
        String kind = KINDS.stream()
                .filter(asked::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() -> ArmError.service(
                        400,
                        "InvalidValuesForRequestParameters",
                        "Values for request parameters are invalid: kind. For more information, see -"
                                + " https://aka.ms/storageaccountlimits"));
        boolean premiumKind = kind.equals("FileStorage") || kind.equals("BlockBlobStorage");
        boolean premium = sku.startsWith("Premium");
        boolean filesOnly = sku.contains("V2_");
        boolean fits = filesOnly
                ? kind.equals("FileStorage")
                : premiumKind ? premium : !premium || !sku.equals("Premium_ZRS") && kind.startsWith("Storage");
        if (!fits) {
            throw ArmError.service(
                    400,
                    "AccountTypeNotSupported",
                    "The account kind " + kind + " is not supported with the SKU " + sku + ".");
        }
        return kind;
    }

    private static void requireUnchanged(StoredResource before, ObjectNode body, String kind) {
        String had = before.body().path("kind").asText();
        if (!had.equals(kind) && !(had.equals("Storage") && kind.equals("StorageV2"))) {
            throw ArmError.service(
                    409,
                    "StorageAccountCannotBeUpdated",
                    "The kind of storage account " + before.name() + " cannot change from " + had + " to " + kind
                            + ".");
        }
        for (String field : List.of("isHnsEnabled", "isNfsV3Enabled")) {
            boolean was = AzureJson.flag(before.body(), "/properties/" + field);
            if (AzureJson.has(body, "/properties/" + field) && AzureJson.flag(body, "/properties/" + field) != was) {
                throw ArmError.service(
                        409, "AccountPropertyCannotBeUpdated", "The property '" + field + "' cannot be updated.");
            }
        }
    }

    /** Answers the actions of an account: listing and renewing keys. */
    Response action(ArmCall call, StoredResource account) {
        String action = call.path().rest().get(2).toLowerCase(Locale.ROOT);
        String[] both = Objects.requireNonNull(keys.get(account.name()), "the account has no keys");
        switch (action) {
            case "listkeys" -> {
                return keys(account, both);
            }
            case "regeneratekey" -> {
                String which = call.body().path("keyName").asText();
                if (!which.equals("key1") && !which.equals("key2")) {
                    throw ArmError.service(
                            400, "InvalidKeyName", "The key name '" + which + "' is not key1 and not key2.");
                }
                both[which.equals("key1") ? 0 : 1] = secret();
                AzureJson.child(AzureJson.child(account.body(), "properties"), "keyCreationTime")
                        .put(which, cloud.now().toString());
                return keys(account, both);
            }
            case "listaccountsas", "listservicesas" -> {
                return Arm.json(
                        200,
                        AzureJson.object()
                                .put(
                                        action.equals("listaccountsas") ? "accountSasToken" : "serviceSasToken",
                                        "sv=2025-05-05&sig=" + cloud.random().base36(40)));
            }
            default -> throw Arm.noSuchVerb(call);
        }
    }

    private static Response keys(StoredResource account, String[] both) {
        ObjectNode body = AzureJson.object();
        ArrayNode list = body.putArray("keys");
        for (int i = 0; i < both.length; i++) {
            list.addObject()
                    .put("creationTime", keyTime(account, "key" + (i + 1)))
                    .put("keyName", "key" + (i + 1))
                    .put("value", both[i])
                    .put("permissions", "FULL");
        }
        return Arm.json(200, body);
    }
}
