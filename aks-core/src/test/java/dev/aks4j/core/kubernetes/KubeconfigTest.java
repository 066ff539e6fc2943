package dev.aks4j.core.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubeconfigTest {
    private static final String SERVER = "https://shop-1a2b3c4d.hcp.westeurope.azmk8s.io:443";
    private static final Kubeconfig ENTRA = Kubeconfig.parse(Kubeconfigs.entra(SERVER));
    private static final Kubeconfig LOCAL = Kubeconfig.parse(Kubeconfigs.withCertificate(SERVER));

    @TempDir
    private Path directory;

    private static Json user(Kubeconfig kubeconfig) {
        return Yaml.read(kubeconfig.text()).at("/users/0/user");
    }

    @Test
    void knowsServerContextAndTenant() {
        assertThat(ENTRA.server()).hasToString(SERVER);
        assertThat(ENTRA.contextName()).isEqualTo("shop");
        assertThat(ENTRA.isEntra()).isTrue();
        assertThat(ENTRA.tenantId()).contains(Kubeconfigs.TENANT);
        assertThat(ENTRA.serverId()).isEqualTo("6dae42f8-4368-4678-94ff-3960e28e3630");
    }

    @Test
    void readsTheFormThatKubeloginsForerunnerTook() {
        Kubeconfig old = Kubeconfig.parse(Kubeconfigs.oldEntra(SERVER));

        assertThat(old.isEntra()).isTrue();
        assertThat(old.tenantId()).contains(Kubeconfigs.TENANT);
        assertThat(old.serverId()).isEqualTo("11111111-4368-4678-94ff-3960e28e3630");
    }

    @Test
    void knowsLocalAccountsByTheirKeys() {
        assertThat(LOCAL.isEntra()).isFalse();
        assertThat(LOCAL.tenantId()).isEmpty();
        assertThat(LOCAL.clientCertificate()).contains("Y2VydA==");
        assertThat(LOCAL.clientKey()).contains(Kubeconfigs.SECRET);
        assertThat(Kubeconfig.parse(Kubeconfigs.local(SERVER)).token()).contains(Kubeconfigs.SECRET);
    }

    @Test
    void textIsWhatKubectlReads() {
        Config read = Config.fromKubeconfig(
                Kubeconfig.parse(Kubeconfigs.local(SERVER)).text());

        assertThat(read.getMasterUrl()).startsWith(SERVER);
        assertThat(read.getAutoOAuthToken()).isEqualTo(Kubeconfigs.SECRET);
    }

    @Test
    void kubeloginIsTheCommandInEachOfItsModes() {
        Json exec = user(ENTRA.with(KubectlLogin.kubelogin("devicecode"))).path("exec");

        assertThat(exec.path("command").asText()).isEqualTo("kubelogin");
        assertThat(exec.path("args"))
                .extracting(Json::asText)
                .containsExactly(
                        "get-token",
                        "--login",
                        "devicecode",
                        "--server-id",
                        "6dae42f8-4368-4678-94ff-3960e28e3630",
                        "--environment",
                        "AzurePublicCloud",
                        "--client-id",
                        "80faf920-1908-4b52-b5ef-a8e7bedfc67a",
                        "--tenant-id",
                        Kubeconfigs.TENANT);
        assertThat(user(ENTRA.with(KubectlLogin.kubelogin("azurecli"))).at("/exec/args"))
                .extracting(Json::asText)
                .contains("azurecli")
                .doesNotContain("--client-id", "--tenant-id");
        assertThatThrownBy(() -> KubectlLogin.kubelogin("password"))
                .isInstanceOf(AksException.class)
                .hasMessageContaining("\"password\"")
                .hasMessageContaining("devicecode");
    }

    @Test
    void kubeloginSignsInAsTheClientThatIsNamed() {
        assertThat(user(ENTRA.with(KubectlLogin.kubelogin("msi", "0a1b"))).at("/exec/args"))
                .extracting(Json::asText)
                .containsSubsequence("--login", "msi")
                .containsSubsequence("--client-id", "0a1b")
                .doesNotContain("--tenant-id");
        assertThat(user(ENTRA.with(KubectlLogin.kubelogin("workloadidentity"))).at("/exec/args"))
                .extracting(Json::asText)
                .containsSubsequence("--tenant-id", Kubeconfigs.TENANT)
                .doesNotContain("--client-id");
        assertThatThrownBy(() -> KubectlLogin.kubelogin("azurecli", "0a1b"))
                .isInstanceOf(AksException.class)
                .hasMessageContaining("azurecli");
    }

    /** The real program refuses such a file: "tenant ID cannot be empty". */
    @Test
    void aFileWithoutATenantGetsOneOrIsNotMadeForUsers() {
        for (String mode : List.of("azurecli", "msi")) {
            Kubeconfig without = ENTRA.with(KubectlLogin.kubelogin(mode));
            assertThat(without.tenantId()).isEmpty();
            for (String ofUsers : List.of("devicecode", "interactive", "ropc")) {
                assertThatThrownBy(() -> without.with(KubectlLogin.kubelogin(ofUsers)))
                        .isInstanceOf(AksException.class)
                        .hasMessageContaining("kubeloginInTenant(\"" + ofUsers + "\"");
                assertThat(user(without.with(KubectlLogin.kubeloginInTenant(ofUsers, "t1")))
                                .at("/exec/args"))
                        .extracting(Json::asText)
                        .containsSubsequence("--tenant-id", "t1");
            }
            assertThatThrownBy(() -> KubectlLogin.kubeloginInTenant(mode, "t1"))
                    .isInstanceOf(AksException.class)
                    .hasMessageContaining("takes no tenant");
        }
    }

    /** kubectl was then sent to sign in at a cluster that knows no Entra ID. */
    @Test
    void aLocalAccountsKeysAreNotExchangedForAProgram() {
        for (KubectlLogin login : List.of(KubectlLogin.kubelogin("devicecode"), KubectlLogin.azureCli())) {
            assertThatThrownBy(() -> LOCAL.with(login))
                    .isInstanceOf(AksException.class)
                    .hasMessageContaining("keys of a local account")
                    .hasMessageNotContaining(Kubeconfigs.SECRET);
        }
        assertThat(user(LOCAL.with(KubectlLogin.token("t0ken"))).has("client-key-data"))
                .isFalse();
    }

    @Test
    void theAzureCliIsTheCommandWithoutAnotherProgram() {
        Json exec = user(ENTRA.with(KubectlLogin.azureCli())).path("exec");

        assertThat(exec.path("command").asText()).isEqualTo("az");
        assertThat(exec.path("args"))
                .extracting(Json::asText)
                .containsSubsequence("--resource", "6dae42f8-4368-4678-94ff-3960e28e3630")
                .containsSubsequence("--tenant", Kubeconfigs.TENANT)
                .anyMatch(argument -> argument.contains("kind:'ExecCredential'"));
    }

    @Test
    void aTokenReplacesTheWayToSignIn() {
        Kubeconfig fixed = ENTRA.with(KubectlLogin.token("t0ken"));

        assertThat(fixed.isEntra()).isFalse();
        assertThat(user(fixed)).isEqualTo(Yaml.read("token: t0ken"));
        assertThat(fixed.with(KubectlLogin.azureCli()).text()).doesNotContain("t0ken");
    }

    @Test
    void noSecretShowsInTextsOrErrors() {
        String broken = Kubeconfigs.local(SERVER).replace("current-context: shop", "current-context: other");

        assertThat(LOCAL).hasToString("kubeconfig shop at " + SERVER);
        assertThat(KubectlLogin.token(Kubeconfigs.SECRET).toString()).doesNotContain(Kubeconfigs.SECRET);
        assertThatThrownBy(() -> Kubeconfig.parse(broken))
                .isInstanceOf(AksException.class)
                .hasMessageContaining("no entry \"other\" among its contexts")
                .hasMessageNotContaining(Kubeconfigs.SECRET);
        assertThatThrownBy(() -> Kubeconfig.parse("users: [ " + Kubeconfigs.SECRET + " : : {"))
                .isInstanceOf(AksException.class)
                .hasNoCause()
                .hasMessageNotContaining(Kubeconfigs.SECRET);
    }

    @Test
    void aKubeconfigWithoutAServerIsRefused() {
        assertThatThrownBy(() -> Kubeconfig.parse(Kubeconfigs.local("''")))
                .isInstanceOf(AksException.class)
                .hasMessageContaining("names no API server");
    }

    @Test
    void theFileIsItsOwnersAlone() throws IOException {
        Path file = directory.resolve("new/shop.kubeconfig");

        LOCAL.writeTo(file);

        assertThat(Files.readString(file)).isEqualTo(LOCAL.text());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void aFileThatOthersCouldReadIsReplacedByOneThatTheyCannot() throws IOException {
        Path file = Files.writeString(directory.resolve("config"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);

        LOCAL.writeTo(link);

        assertThat(Files.readString(file)).isEqualTo(LOCAL.text());
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var left = Files.list(directory)) {
            assertThat(left).containsExactlyInAnyOrder(file, link);
        }
    }

    @Test
    void mergingReplacesEntriesOfTheSameNameAndKeepsTheOthers() throws IOException {
        Path file = directory.resolve("config");
        Files.writeString(
                file,
                Kubeconfigs.local("https://old").replace("shop", "other")
                        + "extensions:\n- name: mine\n  extension: kept\n");

        LOCAL.mergeInto(file);
        ENTRA.mergeInto(file);

        Json merged = Yaml.read(Files.readString(file));
        assertThat(merged.path("clusters"))
                .extracting(one -> one.path("name").asText())
                .containsExactly("other", "shop");
        assertThat(merged.path("users")).hasSize(2);
        assertThat(merged.path("contexts")).hasSize(2);
        assertThat(merged.path("extensions")).hasSize(1);
        assertThat(merged.path("current-context").asText()).isEqualTo("shop");
        assertThat(Kubeconfig.parse(Files.readString(file)).isEntra()).isTrue();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void mergingMakesAFileThatIsMissingOrEmpty() throws IOException {
        Path empty = Files.writeString(directory.resolve("empty"), "");
        Path missing = directory.resolve("missing");

        LOCAL.mergeInto(empty);
        LOCAL.mergeInto(missing);

        assertThat(Kubeconfig.parse(Files.readString(empty)).contextName()).isEqualTo("shop");
        assertThat(Kubeconfig.parse(Files.readString(missing)).contextName()).isEqualTo("shop");
    }

    @Test
    void aFileThatIsNoKubeconfigIsLeftAsItIs() throws IOException {
        Path file = Files.writeString(directory.resolve("notes"), "shopping: [milk]\n");

        assertThatThrownBy(() -> LOCAL.mergeInto(file))
                .isInstanceOf(AksException.class)
                .hasMessageContaining("is no kubeconfig");
        assertThat(Files.readString(file)).isEqualTo("shopping: [milk]\n");
    }

    @Test
    void aPlaceThatCannotBeWrittenIsNamed() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");

        assertThatThrownBy(() -> LOCAL.writeTo(file.resolve("config")))
                .isInstanceOf(AksException.class)
                .hasMessageContaining(file.toString());
    }
}
