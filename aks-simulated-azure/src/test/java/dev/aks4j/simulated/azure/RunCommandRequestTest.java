package dev.aks4j.simulated.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.azure.fault.Fault;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.wire.Response;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands that a client runs in a cluster through Azure. */
class RunCommandRequestTest {

    private final AzureSimulator azure = AzureSimulator.create();
    private final RawClient client = RawClient.of(azure);
    private final String cluster = client.cluster("rg", "shop");

    @BeforeEach
    void create() {
        client.put(client.group("rg"), "{'location':'westeurope'}");
        client.follow(client.put(
                cluster,
                "{'location':'westeurope','properties':{'dnsPrefix':'shop','agentPoolProfiles':[{'name':'system','mode':"
                        + "'System','count':2,'vmSize':'Standard_D4ds_v5'}]}}"));
    }

    private Response begin(String command) {
        return client.send("POST", cluster + "/runCommand", AzureJson.object().put("command", command));
    }

    private JsonNode run(String command) {
        Response begun = begin(command);
        client.advance(Duration.ofSeconds(15));
        return RawClient.at(client.get(begun.headers().get("Location")), "/properties");
    }

    @Test
    void theResultIsFollowedByLocationOnly() {
        Response begun = begin("kubectl get nodes");
        assertThat(begun.status()).isEqualTo(202);
        assertThat(begun.headers()).containsKey("Location").doesNotContainKey("Azure-AsyncOperation");
        String location = begun.headers().get("Location");
        Response running = client.get(location);
        assertThat(running.status()).isEqualTo(202);
        assertThat(running.headers()).containsKey("Location");
        assertThat(RawClient.at(running, "/properties/provisioningState").asText())
                .isEqualTo("Running");
        client.advance(Duration.ofSeconds(15));
        Response done = client.get(location);
        assertThat(done.status()).isEqualTo(200);
        assertThat(RawClient.at(done, "/properties/exitCode").asInt()).isZero();
        assertThat(RawClient.at(done, "/properties/logs").asText()).contains("NAME", "-vmss000001", "Ready");
    }

    @Test
    void kubectlIsAnsweredFromTheCluster() {
        assertThat(run("kubectl get pods -A").path("logs").asText())
                .startsWith("NAMESPACE")
                .contains("kube-system");
        assertThat(run("kubectl get pods").path("logs").asText())
                .isEqualTo("No resources found in default namespace.\n");
        assertThat(run("kubectl get deploy/coredns -n kube-system -o name")
                        .path("logs")
                        .asText())
                .isEqualTo("deployment.apps/coredns\n");
        assertThat(run("kubectl delete deployment coredns -n kube-system")
                        .path("logs")
                        .asText())
                .isEqualTo("deployment.apps \"coredns\" deleted\n");
        JsonNode missing = run("kubectl get deployment coredns -n kube-system");
        assertThat(missing.path("exitCode").asInt()).isEqualTo(1);
        assertThat(missing.path("logs").asText())
                .isEqualTo("Error from server (NotFound): deployments.apps \"coredns\" not found\n");
        assertThat(missing.path("provisioningState").asText()).isEqualTo("Succeeded");
    }

    @Test
    void aTestScriptsAnswers() {
        azure.commands().answer("helm *", 0, "ok").answer("helm uninstall *", 3, "no such release");
        assertThat(run("helm install shop ./chart").path("logs").asText()).isEqualTo("ok");
        assertThat(run("helm uninstall shop").path("exitCode").asInt()).isEqualTo(3);
        assertThat(azure.commands().received()).containsExactly("helm install shop ./chart", "helm uninstall shop");
    }

    @Test
    void whatNobodyAnswersFailsAndSaysHowToAnswerIt() {
        JsonNode result = run("kubectl get pods | wc -l");
        assertThat(result.path("exitCode").asInt()).isEqualTo(1);
        assertThat(result.path("logs").asText()).contains("kubectl get pods | wc -l", "azure.commands().answer(");
    }

    @Test
    void aCommandNeedsARunningClusterAndAText() {
        Response empty =
                client.send("POST", cluster + "/runCommand", AzureJson.object().put("context", ""));
        assertThat(empty.status()).isEqualTo(400);
        azure.faults()
                .on("POST", "**/runCommand")
                .nth(1)
                .cause(Fault.failOperation("Any", "No node took the command."));
        JsonNode failed = run("kubectl get nodes");
        assertThat(failed.path("provisioningState").asText()).isEqualTo("Failed");
        assertThat(failed.path("reason").asText()).isEqualTo("No node took the command.");
        client.follow(client.post(cluster + "/stop"));
        assertThat(begin("kubectl get nodes").status()).isEqualTo(409);
    }
}
