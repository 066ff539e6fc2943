package dev.aks4j.core.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/**
 * What the real kubelogin 0.2.22 says to the arguments that we write: each list was given to it without a network, under
 * several environments, and whether it refused the arguments or went on to sign in is in the file, a line for each. {@code
 * -Daks4j.kubelogin.ask=<file>} writes the questions, to ask anew.
 */
class KubeloginAgreesTest {

    private static final String SERVER = "https://shop-abcd1234.hcp.westeurope.azmk8s.io:443";
    private static final String CLIENT = "0a1b2c3d-0000-4000-8000-000000000001";
    private static final String TENANT = "11111111-0000-4000-8000-000000000001";
    private static final List<String> MODES = List.of(
            "devicecode", "azurecli", "interactive", "spn", "ropc", "msi", "workloadidentity", "azd", "azurepipelines");

    /** The environments in which each list of arguments was given to it; the values do not matter to what it refuses. */
    private static final Map<String, List<String>> ENVIRONMENTS = Map.of(
            "none", List.of(),
            "application", List.of("AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET", "AZURE_TENANT_ID"),
            "secret", List.of("AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET"),
            "certificate", List.of("AZURE_CLIENT_ID", "AZURE_CLIENT_CERTIFICATE_PATH"),
            "federated",
                    List.of("AZURE_CLIENT_ID", "AZURE_TENANT_ID", "AZURE_FEDERATED_TOKEN_FILE", "AZURE_AUTHORITY_HOST"),
            "password", List.of("AZURE_USERNAME", "AZURE_PASSWORD"),
            "pipelines",
                    List.of(
                            "SYSTEM_ACCESSTOKEN",
                            "SYSTEM_OIDCREQUESTURI",
                            "AZURESUBSCRIPTION_CLIENT_ID",
                            "AZURESUBSCRIPTION_TENANT_ID",
                            "AZURESUBSCRIPTION_SERVICE_CONNECTION_ID"));

    /** What a mode takes from its environment, as its Javadoc says. */
    private static final Map<String, Set<String>> NEEDED = Map.of(
            "spn", Set.of("secret", "certificate"),
            "workloadidentity", Set.of("federated"),
            "ropc", Set.of("password"),
            "azurepipelines", Set.of("pipelines"));

    /** Modes that sign in to another application than the user's if the environment names one. */
    private static final List<String> PERSONAL = List.of("devicecode", "azurecli", "interactive", "msi", "azd");

    private record Case(String mode, Optional<List<String>> arguments, String what) {}

    private static Kubeconfig file(String environment) {
        return Kubeconfig.parse(Kubeconfigs.entra(SERVER).replace("AzurePublicCloud", environment));
    }

    private static List<Case> cases() {
        List<Case> all = new ArrayList<>();
        Map<String, Kubeconfig> files = new LinkedHashMap<>();
        files.put("of Azure", file("AzurePublicCloud"));
        files.put("of China", file("AzureChinaCloud"));
        files.put("of the government", file("AzureUSGovernmentCloud"));
        files.put("of before", Kubeconfig.parse(Kubeconfigs.oldEntra(SERVER)));
        files.put("without a tenant", file("AzurePublicCloud").with(KubectlLogin.kubelogin("azurecli")));
        for (Map.Entry<String, Kubeconfig> file : files.entrySet()) {
            for (String mode : MODES) {
                add(all, file, mode, "", () -> KubectlLogin.kubelogin(mode));
                add(all, file, mode, " as a client", () -> KubectlLogin.kubelogin(mode, CLIENT));
                add(all, file, mode, " in a tenant", () -> KubectlLogin.kubeloginInTenant(mode, TENANT));
            }
        }
        return all;
    }

    private static void add(
            List<Case> all, Map.Entry<String, Kubeconfig> file, String mode, String how, Supplier<KubectlLogin> login) {
        String what = mode + how + ", a file " + file.getKey();
        try {
            Json user = Yaml.read(file.getValue().with(login.get()).text()).at("/users/0/user");
            all.add(new Case(
                    mode,
                    Optional.of(user.at("/exec/args").stream().map(Json::asText).toList()),
                    what));
        } catch (AksException refused) {
            all.add(new Case(mode, Optional.empty(), what));
        }
    }

    /** What we refuse to write, as it would have been written. */
    private static List<List<String>> withoutTenant() {
        List<List<String>> all = new ArrayList<>();
        for (String mode : List.of("devicecode", "interactive", "ropc")) {
            all.add(List.of(
                    "get-token", "--login", mode, "--server-id", KubectlLogin.SERVER_ID, "--client-id", CLIENT));
        }
        all.add(List.of("get-token", "--login", "password", "--server-id", KubectlLogin.SERVER_ID));
        return all;
    }

    private static Map<String, Json> answers() {
        Map<String, Json> answers = new LinkedHashMap<>();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(KubeloginAgreesTest.class.getResourceAsStream("kubelogin-0.2.22.jsonl.gz")),
                StandardCharsets.UTF_8))) {
            reader.lines()
                    .map(Json::parse)
                    .forEach(line -> answers.put(
                            line.path("args").asText() + " in "
                                    + line.path("environment").asText(),
                            line));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return answers;
    }

    @Test
    void writesTheQuestionsIfAsked() throws IOException {
        String ask = System.getProperty("aks4j.kubelogin.ask", "");
        List<String> lines = new ArrayList<>();
        Set<List<String>> lists = new LinkedHashSet<>(withoutTenant());
        cases().forEach(each -> each.arguments().ifPresent(lists::add));
        lists.forEach(arguments -> ENVIRONMENTS.forEach(
                (name, variables) -> lines.add("{\"args\":\"" + String.join(" ", arguments) + "\",\"environment\":\""
                        + name + "\",\"variables\":\"" + String.join(" ", variables) + "\"}")));
        if (!ask.isEmpty()) {
            Files.write(Path.of(ask), lines);
        }
        assertThat(lines).hasSizeGreaterThan(500);
    }

    @Test
    void itTakesWhatWeWriteAndRefusesWhatWeDoNot() {
        Map<String, Json> answers = answers();
        List<String> wrong = new ArrayList<>();
        int taken = 0;
        for (Case each : cases()) {
            if (each.arguments().isEmpty()) {
                continue;
            }
            String arguments = String.join(" ", each.arguments().get());
            boolean tenant = each.arguments().get().contains("--tenant-id");
            Set<String> needed = each.mode().equals("spn") && !tenant
                    ? Set.of("application")
                    : NEEDED.getOrDefault(each.mode(), Set.of("none"));
            for (String environment : needed) {
                Json answer = answers.get(arguments + " in " + environment);
                if (answer == null) {
                    wrong.add(each.what() + ": not asked; ask anew");
                } else if (!answer.path("goesOn").asBoolean()) {
                    wrong.add(each.what() + ": " + answer.path("says").asText());
                } else {
                    taken++;
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(taken).isGreaterThan(80);
        for (List<String> arguments : withoutTenant()) {
            for (String environment : List.of("none", "secret", "certificate", "pipelines")) {
                assertThat(answers.get(String.join(" ", arguments) + " in " + environment)
                                .path("goesOn")
                                .asBoolean())
                        .as(String.join(" ", arguments))
                        .isFalse();
            }
        }
        assertThat(cases().stream().filter(each -> each.arguments().isEmpty()).map(Case::what))
                .as("what we refuse to write")
                .isNotEmpty()
                .allMatch(what -> what.matches("(devicecode|interactive|ropc)( as a client)?, a file without a tenant")
                        || what.matches("(azurecli|azd) as a client, .*")
                        || what.matches("(azurecli|azd|msi) in a tenant, .*"));
    }

    @Test
    void aModeThatNeedsAnEnvironmentIsRefusedWithoutItSoTheJavadocNamesAll() {
        Map<String, Json> answers = answers();
        for (Case each : cases()) {
            boolean needs = NEEDED.containsKey(each.mode()) && !PERSONAL.contains(each.mode());
            if (needs && each.arguments().isPresent()) {
                Json answer = answers.get(String.join(" ", each.arguments().get()) + " in none");
                assertThat(answer.path("goesOn").asBoolean()).as(each.what()).isFalse();
            }
        }
    }
}
