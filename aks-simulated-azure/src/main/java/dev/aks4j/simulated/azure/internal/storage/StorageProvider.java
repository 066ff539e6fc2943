package dev.aks4j.simulated.azure.internal.storage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.arm.Arm;
import dev.aks4j.simulated.azure.internal.arm.ResourceProvider;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.network.PrivateEndpointConnections;
import dev.aks4j.simulated.azure.internal.plain.Manner;
import dev.aks4j.simulated.azure.internal.plain.PlainResources;
import dev.aks4j.simulated.azure.internal.plain.PlainType;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import dev.aks4j.simulated.azure.internal.request.ArmPath;
import dev.aks4j.simulated.azure.internal.state.StoredResource;
import dev.aks4j.simulated.wire.Response;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Microsoft.Storage: accounts, their blob and file services, containers, shares, and keys. */
public final class StorageProvider implements ResourceProvider {

    private static final String ACCOUNTS = "storageAccounts";
    private static final Pattern NAME = Pattern.compile("[a-z0-9](?:-?[a-z0-9]){2,62}");
    private static final Set<String> OWN_CONTAINERS = Set.of("$root", "$web", "$logs");

    private final Cloud cloud;
    private final StorageAccounts accounts;
    private final PlainResources plain;
    private final PrivateEndpointConnections connections;

    /** Makes the provider of a cloud. */
    public StorageProvider(Cloud cloud) {
        this.cloud = cloud;
        connections = new PrivateEndpointConnections(cloud);
        accounts = new StorageAccounts(cloud, connections);
        plain = new PlainResources(
                cloud,
                namespace(),
                "2025-06-01",
                List.of(
                        PlainType.of(ACCOUNTS, Manner.STORAGE, accounts),
                        PlainType.child(ACCOUNTS + "/blobServices/containers", Manner.NOW, this::container),
                        PlainType.child(ACCOUNTS + "/fileServices/shares", Manner.NOW, this::share)));
    }

    @Override
    public String namespace() {
        return "Microsoft.Storage";
    }

    @Override
    public Set<String> types() {
        Set<String> types = new LinkedHashSet<>(plain.names());
        types.addAll(List.of(
                ACCOUNTS + "/privateEndpointConnections",
                ACCOUNTS + "/blobServices",
                ACCOUNTS + "/fileServices",
                ACCOUNTS + "/queueServices",
                ACCOUNTS + "/tableServices",
                "checkNameAvailability",
                "locations/usages"));
        return types;
    }

    @Override
    public Response answer(ArmCall request) {
        ArmPath path = request.path();
        if (path.matches("checkNameAvailability")) {
            return available(request.body().path("name").asText());
        } else if (path.matches("locations", "*", "usages")) {
            return usages();
        } else if (path.matches(ACCOUNTS, "*", "*") && request.method().equals("POST")) {
            return accounts.action(request, account(path));
        } else if (path.types().equalsIgnoreCase(ACCOUNTS + "/privateEndpointConnections")) {
            return connections.answer(request).orElseThrow(() -> Arm.noSuchType(request));
        } else if (service(path)) {
            return service(request);
        }
        return plain.answer(request).orElseThrow(() -> Arm.noSuchType(request));
    }

    private static boolean service(ArmPath path) {
        return path.rest().size() >= 3
                && path.rest().size() <= 4
                && path.rest().get(0).equalsIgnoreCase(ACCOUNTS)
                && path.rest().get(2).toLowerCase(java.util.Locale.ROOT).endsWith("services");
    }

    private StoredResource account(ArmPath path) {
        String resource = path.resource();
        int end =
                resource.toLowerCase(java.util.Locale.ROOT).indexOf("/storageaccounts/") + "/storageaccounts/".length();
        int slash = resource.indexOf('/', end);
        return cloud.resources()
                .find(StoredResource.class, slash < 0 ? resource : resource.substring(0, slash))
                .orElseThrow(() -> Arm.notFound(new ArmPath(
                        path.raw(),
                        path.subscription(),
                        path.group(),
                        path.scope(),
                        path.namespace(),
                        path.rest().subList(0, 2))));
    }

    private Response available(String name) {
        ObjectNode body = AzureJson.object();
        try {
            StorageAccounts.requireName(name);
        } catch (ArmError invalid) {
            return Arm.json(
                    200,
                    body.put("nameAvailable", false)
                            .put("reason", "AccountNameInvalid")
                            .put("message", name + " is not a valid storage account name."));
        }
        boolean taken = accounts.taken(name);
        body.put("nameAvailable", !taken);
        if (taken) {
            body.put("reason", "AlreadyExists")
                    .put("message", "The storage account named " + name + " is already taken.");
        }
        return Arm.json(200, body);
    }

    private Response usages() {
        ObjectNode usage = AzureJson.object().put("unit", "Count").put("limit", 250);
        usage.put(
                "currentValue",
                cloud.resources().below(StoredResource.class, cloud.subscriptionScope()).stream()
                        .filter(each -> each.type().equals(StorageAccounts.TYPE))
                        .count());
        usage.putObject("name").put("value", "StorageAccounts").put("localizedValue", "Storage Accounts");
        return Arm.list(List.of(usage));
    }

    /** The services of an account are there without being made; their settings are kept when somebody writes some. */
    private Response service(ArmCall request) {
        ArmPath path = request.path();
        StoredResource account = account(path);
        String type = "Microsoft.Storage/" + path.types();
        String id = account.id() + "/" + path.rest().get(2) + "/default";
        StoredResource service = cloud.resources()
                .find(StoredResource.class, id)
                .orElseGet(() -> {
                    ObjectNode body = AzureJson.object()
                            .put("id", id)
                            .put("name", "default")
                            .put("type", type);
                    body.set("sku", account.body().path("sku").deepCopy());
                    ObjectNode properties = body.putObject("properties");
                    properties.putObject("cors").putArray("corsRules");
                    String retention = type.contains("file") ? "shareDeleteRetentionPolicy" : "deleteRetentionPolicy";
                    ObjectNode policy = properties.putObject(retention).put("enabled", type.contains("file"));
                    if (type.contains("file")) {
                        policy.put("days", 7);
                        properties.putObject("protocolSettings").putObject("smb");
                    }
                    return new StoredResource(id, type, body);
                });
        if (!path.namesResource()) {
            return Arm.list(List.of(service.view()));
        } else if (request.method().equals("PUT") || request.method().equals("PATCH")) {
            ObjectNode body = service.body();
            if (request.body().path("properties") instanceof ObjectNode given) {
                AzureJson.child(body, "properties").setAll(given);
            }
            cloud.resources().put(service);
        } else if (!request.method().equals("GET")) {
            throw Arm.noSuchVerb(request);
        }
        return Arm.json(200, service.view());
    }

    private void container(ArmCall call, ObjectNode body, Optional<StoredResource> existing) {
        account(call.path());
        String name = body.path("name").asText();
        if (!NAME.matcher(name).matches() && !OWN_CONTAINERS.contains(name)) {
            throw ArmError.service(
                    400,
                    "InvalidResourceName",
                    "The specified resource name contains invalid characters: a container's name has 3 to 63 lower-case"
                            + " letters, digits and single hyphens between them, not '" + name + "'.");
        }
        ObjectNode properties = AzureJson.child(body, "properties");
        boolean open = AzureJson.text(properties, "/publicAccess")
                .filter(access -> !access.equalsIgnoreCase("None"))
                .isPresent();
        if (open && !AzureJson.flag(account(call.path()).body(), "/properties/allowBlobPublicAccess")) {
            throw ArmError.service(
                    409, "PublicAccessNotPermitted", "Public access is not permitted on this storage account.");
        }
        AzureJson.orElse(properties, "publicAccess", "None");
        properties.put("leaseStatus", "Unlocked").put("leaseState", "Available");
        properties.put("lastModifiedTime", cloud.now().toString());
        properties.put("hasImmutabilityPolicy", false).put("hasLegalHold", false);
        AzureJson.orElse(properties, "defaultEncryptionScope", "$account-encryption-key");
        AzureJson.orElse(properties, "denyEncryptionScopeOverride", false);
        etag(body);
    }

    private void share(ArmCall call, ObjectNode body, Optional<StoredResource> existing) {
        StoredResource account = account(call.path());
        String name = body.path("name").asText();
        if (!NAME.matcher(name).matches()) {
            throw ArmError.service(
                    400,
                    "InvalidResourceName",
                    "The specified resource name contains invalid characters: a share's name has 3 to 63 lower-case"
                            + " letters, digits and single hyphens between them, not '" + name + "'.");
        }
        String kind = account.body().path("kind").asText();
        boolean files = kind.equals("FileStorage");
        if (kind.equals("BlockBlobStorage") || kind.equals("BlobStorage")) {
            throw ArmError.service(400, "FeatureNotSupportedForAccount", "File is not supported for the account.");
        }
        ObjectNode properties = AzureJson.child(body, "properties");
        String protocol = AzureJson.text(properties, "/enabledProtocols").orElse("SMB");
        if (!protocol.equals("SMB") && !protocol.equals("NFS")) {
            throw ArmError.service(
                    400, "InvalidXmlNodeValue", "enabledProtocols is SMB or NFS, not '" + protocol + "'.");
        } else if (protocol.equals("NFS") && !files) {
            throw ArmError.service(400, "FeatureNotSupportedForAccount", "NFS is not supported for the account.");
        }
        int least = files ? 100 : 1;
        if (account.body().at("/sku/name").asText().contains("V2_")) {
            least = 32;
        }
        int quota = AzureJson.number(properties, "/shareQuota").orElse(files ? 102_400 : 5120);
        if (quota < least || quota > 262_144) {
            throw ArmError.service(
                    400,
                    "InvalidHeaderValue",
                    "The value for one of the HTTP headers is not in the correct format: the quota of a share is "
                            + least + " to 262144 GiB, not " + quota + ".");
        }
        requireShare(account, properties, protocol);
        properties.put("shareQuota", quota).put("enabledProtocols", protocol);
        AzureJson.orElse(properties, "accessTier", files ? "Premium" : "TransactionOptimized");
        properties.put("leaseStatus", "unlocked").put("leaseState", "available");
        properties.put("lastModifiedTime", cloud.now().toString());
        etag(body);
    }

    private static void requireShare(StoredResource account, ObjectNode properties, String protocol) {
        String sku = account.body().at("/sku/name").asText();
        boolean v2 = sku.contains("V2_");
        boolean files = account.body().path("kind").asText().equals("FileStorage");
        String wrong = "";
        if (properties.has("rootSquash") && protocol.equals("SMB")) {
            wrong = "rootSquash is a property of NFS shares";
        } else if (files
                && !AzureJson.text(properties, "/accessTier").orElse("Premium").equals("Premium")) {
            wrong = "the access tier of a share in an account of the kind FileStorage is Premium";
        }
        boolean ssd = sku.startsWith("Premium");
        for (String key : List.of("provisionedIops", "provisionedBandwidthMibps")) {
            int most = key.endsWith("Iops") ? ssd ? 102_400 : 50_000 : ssd ? 10_340 : 5_120;
            int value = AzureJson.number(properties, "/" + key).orElse(1);
            if (properties.has(key) && (!v2 || value < 1 || value > most)) {
                wrong = key + " is set for provisioned v2 accounts, up to " + most;
            }
        }
        if (!wrong.isEmpty()) {
            throw ArmError.service(
                    400,
                    "InvalidHeaderValue",
                    "The value for one of the HTTP headers is not in the correct format: " + wrong + ".");
        }
    }

    private void etag(ObjectNode body) {
        body.put("etag", "\"0x8DD" + cloud.random().hex(12).toUpperCase(java.util.Locale.ROOT) + "\"");
    }
}
