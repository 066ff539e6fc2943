package dev.aks4j.simulated.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.fault.Fault;
import dev.aks4j.simulated.wire.ConnectionDropped;
import dev.aks4j.simulated.wire.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who comes in, who may do what, and what goes wrong on purpose. */
class FrontDoorTest {

    private static final String NETWORK_CONTRIBUTOR = "4d97b98b-1d4f-4787-a291-c67834d212e7";
    private static final String READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";

    private final AzureSimulator azure = AzureSimulator.create();
    private final RawClient client = RawClient.of(azure);
    private final String group = client.group("rg");
    private final String identity = group + "/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-shop";
    private final String vnet = group + "/providers/Microsoft.Network/virtualNetworks/vnet";
    private final String subnet = vnet + "/subnets/nodes";

    private static void refused(Response response, int status, String code) {
        assertThat(response.status()).isEqualTo(status);
        assertThat(RawClient.at(response, "/error/code").asText()).isEqualTo(code);
    }

    private void createGroup() {
        assertThat(client.put(group, "{'location':'West Europe'}").status()).isEqualTo(201);
    }

    @Test
    void aTokenMustBeGoodForAzureResourceManagerAndInTime() {
        refused(RawClient.withToken(azure, "nonsense").get(group), 401, "InvalidAuthenticationToken");
        Response other = RawClient.token(
                azure,
                Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        azure.clientId(),
                        "client_secret",
                        azure.clientSecret(),
                        "scope",
                        "https://vault.azure.net/.default"));
        Response wrong = RawClient.withToken(
                        azure, RawClient.at(other, "/access_token").asText())
                .get(group);
        refused(wrong, 401, "InvalidAuthenticationTokenAudience");
        assertThat(wrong.headers().get("WWW-Authenticate")).startsWith("Bearer authorization_uri=");
        client.advance(Duration.ofMinutes(61));
        refused(client.get(group), 401, "ExpiredAuthenticationToken");
    }

    @Test
    void aWrongSecretIsRefusedByNumber() {
        Response refused = RawClient.token(
                azure,
                Map.of(
                        "grant_type", "client_credentials",
                        "client_id", azure.clientId(),
                        "client_secret", "wrong",
                        "scope", "https://management.azure.com/.default"));
        assertThat(refused.status()).isEqualTo(401);
        assertThat(RawClient.at(refused, "/error_description").asText()).startsWith("AADSTS7000215");
    }

    @Test
    void anApplicationMayDoWhatItsRoleAllows() {
        createGroup();
        String id = azure.addApplication("reader", "s3cret");
        RawClient reader = RawClient.signIn(azure, id, "s3cret");
        Response before = reader.get(group);
        refused(before, 403, "AuthorizationFailed");
        assertThat(RawClient.at(before, "/error/message").asText())
                .contains("'Microsoft.Resources/subscriptions/resourceGroups/read'")
                .contains(id);
        String principal = RawClient.at(before, "/error/message")
                .asText()
                .split("object id '")[1]
                .split("'")[0];
        assertThat(assign(group, "11111111-2945-4a15-87f9-e4a3a3cfecc1", READER, principal)
                        .status())
                .isEqualTo(201);
        assertThat(reader.get(group).status()).isEqualTo(200);
        refused(reader.put(group, "{'location':'westeurope'}"), 403, "AuthorizationFailed");
    }

    @Test
    void whoHasARoleInAGroupReadsWhatTheSubscriptionOffers() {
        createGroup();
        String id = azure.addApplication("controller", "s3cret");
        RawClient controller = RawClient.signIn(azure, id, "s3cret");
        String subscription = "/subscriptions/" + azure.subscriptionId();
        Response before = controller.get(subscription + "/providers/Microsoft.Compute");
        refused(before, 403, "AuthorizationFailed");
        String principal = RawClient.at(before, "/error/message")
                .asText()
                .split("object id '")[1]
                .split("'")[0];
        assign(group, "11111111-2945-4a15-87f9-e4a3a3cfecc2", READER, principal);
        for (String each : List.of("", "/locations", "/providers", "/providers/Microsoft.Compute")) {
            assertThat(controller.get(subscription + each).status()).as(each).isEqualTo(200);
        }
        refused(controller.get(subscription + "/resources"), 403, "AuthorizationFailed");
        assertThat(RawClient.at(controller.get(subscription + "/providers/Microsoft.Compute"), "/resourceTypes"))
                .filteredOn(type -> type.path("resourceType").asText().equals("virtualMachines"))
                .singleElement()
                .satisfies(type -> assertThat(type.path("zoneMappings"))
                        .anySatisfy(mapping -> assertThat(mapping.toString())
                                .isEqualTo("{\"location\":\"westeurope\",\"zones\":[\"1\",\"2\",\"3\"]}")));
    }

    private Response assign(String scope, String name, String role, String principal) {
        return client.put(
                scope + "/providers/Microsoft.Authorization/roleAssignments/" + name,
                "{'properties':{'roleDefinitionId':'/x/" + role + "','principalId':'" + principal
                        + "','principalType':'ServicePrincipal'}}");
    }

    @Test
    void requestsThatMissSomething() {
        refused(client.get(group + "/providers/Microsoft.Network/virtualNetworks/x"), 404, "ResourceGroupNotFound");
        refused(client.get(group + "?api-version=2031-01-01"), 400, "NoRegisteredProviderFound");
        refused(
                client.get("/subscriptions/00000000-0000-0000-0000-000000000009/resourceGroups"),
                404,
                "SubscriptionNotFound");
        refused(client.put(group, "{'location':'atlantis'}"), 400, "LocationNotAvailableForResourceGroup");
        createGroup();
        Response missing = client.get(client.cluster("rg", "shop"));
        refused(missing, 404, "ResourceNotFound");
        assertThat(missing.headers()).containsEntry("x-ms-failure-cause", "gateway");
        azure.unregister("Microsoft.Network");
        refused(client.get(vnet), 409, "MissingSubscriptionRegistration");
        client.post("/subscriptions/" + azure.subscriptionId() + "/providers/Microsoft.Network/register");
        client.advance(Duration.ofSeconds(30));
        refused(client.get(vnet), 404, "ResourceNotFound");
    }

    @Test
    void twoHundredWritesAtOnceAndTenMoreEachSecond() {
        for (int i = 0; i < 200; i++) {
            assertThat(client.put(group, "{'location':'westeurope'}").status()).isLessThan(300);
        }
        Response throttled = client.put(group, "{'location':'westeurope'}");
        refused(throttled, 429, "TooManyRequests");
        assertThat(throttled.headers()).containsEntry("Retry-After", "1");
        client.advance(Duration.ofSeconds(1));
        assertThat(client.put(group, "{'location':'westeurope'}").status()).isEqualTo(200);
    }

    @Test
    void aNewPrincipalIsNotFoundUnlessItsTypeIsGiven() {
        createGroup();
        String principal = RawClient.at(client.put(identity, "{'location':'westeurope'}"), "/properties/principalId")
                .asText();
        String assignment =
                group + "/providers/Microsoft.Authorization/roleAssignments/22222222-2945-4a15-87f9-e4a3a3cfecc1";
        String untyped = "{'properties':{'roleDefinitionId':'/x/" + READER + "','principalId':'" + principal + "'}}";
        refused(client.put(assignment, untyped), 400, "PrincipalNotFound");
        client.advance(Duration.ofSeconds(21));
        assertThat(client.put(assignment, untyped).status()).isEqualTo(201);
        assertThat(client.put(assignment, untyped).status()).isEqualTo(200);
        refused(assign(group, "33333333-2945-4a15-87f9-e4a3a3cfecc1", READER, principal), 409, "RoleAssignmentExists");
        Response list = client.get(group
                + "/providers/Microsoft.Authorization/roleAssignments?$filter=principalId%20eq%20'" + principal + "'");
        assertThat(RawClient.at(list, "/value").size()).isEqualTo(1);
    }

    @Test
    void rolesAreAssignedOnResourcesOfProvidersThatAreNotThere() {
        createGroup();
        String registry = client.group("rg") + "/providers/Microsoft.ContainerRegistry/registries/images";
        String assignment =
                registry + "/providers/Microsoft.Authorization/roleAssignments/11111111-1111-1111-1111-111111111111";
        String group = azure.addGroup();
        String pull = "{'properties':{'roleDefinitionId':'/x/7f951dda-4ed3-4680-a7ca-43fe172d538d','principalId':'"
                + group + "'}}";
        assertThat(client.put(assignment, pull).status()).isEqualTo(404);
        azure.addResource(registry);
        assertThat(client.put(assignment, pull).status()).isEqualTo(201);
        assertThat(RawClient.at(client.get(assignment), "/properties/principalType")
                        .asText())
                .isEqualTo("Group");
        assertThat(RawClient.at(client.get(assignment), "/properties/createdBy").asText())
                .isEqualTo(azure.principalId());
        assertThatThrownBy(() -> azure.addResource("images")).hasMessageContaining("Not the id of a resource: images");
    }

    private static String credential(String subject) {
        return "{'properties':{'issuer':'https://issuer/','subject':'" + subject
                + "','audiences':['api://AzureADTokenExchange']}}";
    }

    @Test
    void anIdentityTrustsTheSameIssuerAndSubjectOnce() {
        createGroup();
        client.put(identity, "{'location':'westeurope'}");
        String first = identity + "/federatedIdentityCredentials/first";
        String second = identity + "/federatedIdentityCredentials/second";
        assertThat(client.put(first, credential("s")).status()).isEqualTo(201);
        refused(client.put(second, credential("s")), 409, "Conflict");
        assertThat(client.put(first, credential("s")).status()).isEqualTo(200);
        assertThat(client.put(second, credential("S")).status()).isEqualTo(201);
        assertThat(client.put(identity.replace("id-shop", "id-other"), "{'location':'westeurope'}")
                        .status())
                .isEqualTo(201);
        assertThat(client.put(second.replace("id-shop", "id-other"), credential("s"))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void aRoleAssignmentKeepsItsDescriptionWhichMayChange() {
        createGroup();
        String assignment =
                group + "/providers/Microsoft.Authorization/roleAssignments/44444444-2945-4a15-87f9-e4a3a3cfecc1";
        String body = "{'properties':{'roleDefinitionId':'/x/" + READER + "','principalId':'" + azure.addGroup()
                + "','description':'for audits'}}";
        assertThat(RawClient.at(client.put(assignment, body), "/properties/description")
                        .asText())
                .isEqualTo("for audits");
        assertThat(client.put(assignment, body.replace("audits", "reports")).status())
                .isEqualTo(200);
        assertThat(RawClient.at(client.get(assignment), "/properties/description")
                        .asText())
                .isEqualTo("for reports");
    }

    @Test
    void anIdentityHasTwentyFederatedCredentialsAtMost() {
        createGroup();
        client.put(identity, "{'location':'westeurope'}");
        for (int i = 0; i < 20; i++) {
            assertThat(client.put(identity + "/federatedIdentityCredentials/c" + i, credential("s" + i))
                            .status())
                    .isEqualTo(201);
        }
        refused(client.put(identity + "/federatedIdentityCredentials/more", credential("s")), 400, "BadRequest");
        azure.faults()
                .on("PUT", "**/federatedIdentityCredentials/*")
                .cause(Fault.foreignOperation(Duration.ofSeconds(2)));
        refused(
                client.put(identity + "/federatedIdentityCredentials/c1", credential("s1")),
                409,
                "ConcurrentFederatedIdentityCredentialsWritesForSingleManagedIdentity");
    }

    @Test
    void customRolesHaveANameScopesAndActions() {
        String roles =
                "/subscriptions/" + azure.subscriptionId() + "/providers/Microsoft.Authorization/roleDefinitions/";
        String id = roles + "7f1d2c3b-0000-4000-8000-00000000000a";
        refused(client.put(id, role("", "*")), 400, "InvalidRoleDefinitionName");
        refused(client.put(id, role("Starter", "start")), 400, "InvalidActionOrNotAction");
        refused(
                client.put(
                        id, role("Starter", "*").replaceFirst("'assignableScopes':\\[[^]]*]", "'assignableScopes':[]")),
                400,
                "InvalidAssignableScopes");
        assertThat(client.put(id, role("Starter", "*")).status()).isEqualTo(201);
        refused(
                client.put(roles + "7f1d2c3b-0000-4000-8000-00000000000b", role("starter", "*")),
                409,
                "RoleDefinitionWithSameNameExists");
        refused(
                client.put(roles + "8e3af657-a8ff-443c-a75c-2fe8c4bcb635", role("Owner", "*")),
                403,
                "RoleDefinitionUpdateNotPermitted");
    }

    private String role(String name, String action) {
        return "{'properties':{'roleName':'" + name + "','permissions':[{'actions':['" + action
                + "']}],'assignableScopes':['/subscriptions/" + azure.subscriptionId() + "']}}";
    }

    private Response clusterInOwnSubnet() {
        createGroup();
        client.follow(client.put(
                vnet,
                "{'location':'westeurope','properties':{'addressSpace':{'addressPrefixes':['10.20.0.0/16']},"
                        + "'subnets':[{'name':'nodes','properties':{'addressPrefix':'10.20.0.0/22'}}]}}"));
        client.put(identity, "{'location':'westeurope'}");
        return BaselineTest.createCluster(client, identity, subnet, client.cluster("rg", "shop"));
    }

    @Test
    void aClusterWhoseIdentityMayNotJoinItsSubnetFails() {
        ObjectNode status = client.follow(clusterInOwnSubnet());
        assertThat(status.path("status").asText()).isEqualTo("Failed");
        assertThat(status.at("/error/code").asText()).isEqualTo("LinkedAuthorizationFailed");
        assertThat(status.at("/error/message").asText())
                .contains("subnets/join/action")
                .contains(subnet);
        assertThat(RawClient.at(client.get(client.cluster("rg", "shop")), "/properties/provisioningState")
                        .asText())
                .isEqualTo("Failed");
    }

    @Test
    void aRoleThatTakesEffectInTimeIsEnough() {
        Response created = clusterInOwnSubnet();
        String principal =
                RawClient.at(client.get(identity), "/properties/principalId").asText();
        azure.faults().on("PUT", "**/roleAssignments/*").cause(Fault.delayRolePropagation(Duration.ofSeconds(90)));
        assign(subnet, "44444444-2945-4a15-87f9-e4a3a3cfecc1", NETWORK_CONTRIBUTOR, principal);
        assertThat(client.follow(created).path("status").asText()).isEqualTo("Succeeded");
        Response inUse = client.delete(subnet);
        refused(inUse, 400, "InUseSubnetCannotBeDeleted");
    }

    @Test
    void faultsMeetTheRequestTheyWereMadeFor() {
        createGroup();
        azure.faults().on("GET", "**/resourceGroups/*").nth(2).times(2).cause(Fault.answer(503, "ServerBusy", "Busy."));
        assertThat(client.get(group).status()).isEqualTo(200);
        refused(client.get(group), 503, "ServerBusy");
        refused(client.get(group), 503, "ServerBusy");
        assertThat(client.get(group).status()).isEqualTo(200);
        azure.faults().on("PUT", "**/resourceGroups/second").cause(Fault.dropAfter());
        assertThatThrownBy(() -> client.put(client.group("second"), "{'location':'westeurope'}"))
                .isInstanceOf(ConnectionDropped.class);
        assertThat(client.get(client.group("second")).status()).isEqualTo(200);
        azure.faults().on("PUT", "**/resourceGroups/third").cause(Fault.dropBefore());
        assertThatThrownBy(() -> client.put(client.group("third"), "{'location':'westeurope'}"))
                .isInstanceOf(ConnectionDropped.class);
        refused(client.get(client.group("third")), 404, "ResourceGroupNotFound");
        azure.faults().anyRequest().cause(Fault.throttle(Duration.ofSeconds(17)));
        assertThat(client.get(group).headers()).containsEntry("Retry-After", "17");
        azure.faults().on("PUT", "**/virtualNetworks/*").cause(Fault.failOperation("InternalError", "No."));
        ObjectNode failed = client.follow(client.put(
                vnet, "{'location':'westeurope','properties':{'addressSpace':{'addressPrefixes':['10.0.0.0/16']}}}"));
        assertThat(failed.at("/error/code").asText()).isEqualTo("InternalError");
        assertThat(azure.faults().allHappened()).isTrue();
    }

    @Test
    void theLogShowsNoSecret() {
        createGroup();
        assertThat(azure.requests().all()).isNotEmpty().allSatisfy(request -> {
            assertThat(request.toString() + request.headers() + request.body() + request.response())
                    .doesNotContain(azure.clientSecret())
                    .doesNotContain("Bearer ey");
        });
        assertThat(azure.requests().matching("PUT", "**/resourceGroups/rg")).hasSize(1);
    }
}
