package dev.aks4j.core.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.AccessToken;
import com.microsoft.aad.msal4j.ITokenCacheAccessAspect;
import com.microsoft.aad.msal4j.ITokenCacheAccessContext;
import dev.aks4j.core.testing.FakeEntra;
import dev.aks4j.core.testing.FakeScheduler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The sign-in of a person outlives the process where a program asks for that, and is nowhere in the clear unless asked for. */
class TokenCacheTest {

    private static final String SCOPE = "https://management.azure.com/.default";
    private static final String TENANT = "54826b22-38d6-4fb2-bad9-b7b93a3e9c5a";

    private final FakeScheduler time = new FakeScheduler();
    private final FakeEntra entra = new FakeEntra();
    private final List<String> told = new ArrayList<>();

    @TempDir
    private Path folder;

    /** A store as a program of its own could have one. */
    private static final class Stored implements ITokenCacheAccessAspect {
        private String text = "";

        @Override
        public void beforeCacheAccess(ITokenCacheAccessContext context) {
            context.tokenCache().deserialize(text);
        }

        @Override
        public void afterCacheAccess(ITokenCacheAccessContext context) {
            if (context.hasCacheChanged()) {
                text = context.tokenCache().serialize();
            }
        }
    }

    private String process(TokenCache cache) {
        Tokens tokens = Tokens.of(AksCredential.deviceCode(TENANT, told::add, cache), AzureCloud.PUBLIC, entra, time);
        try {
            AccessToken token = time.await(tokens.token(SCOPE), Duration.ofMinutes(30));
            return token.getToken();
        } catch (ExecutionException e) {
            throw (RuntimeException) e.getCause();
        } catch (TimeoutException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void personSignsIn(String token, String refresh) {
        entra.reply(
                        200,
                        "{\"device_code\":\"the-device-code\",\"user_code\":\"ABCD\",\"verification_uri\":\"https://x\","
                                + "\"expires_in\":900,\"interval\":0,\"message\":\"Open https://x and type ABCD\"}")
                .reply(200, signedIn(token, refresh));
    }

    private static String signedIn(String token, String refresh) {
        String claims =
                encoded("{\"oid\":\"o\",\"sub\":\"s\",\"tid\":\"" + TENANT + "\",\"preferred_username\":\"ann\"}");
        String client = encoded("{\"uid\":\"o\",\"utid\":\"" + TENANT + "\"}");
        return "{\"token_type\":\"Bearer\",\"scope\":\"" + SCOPE + "\",\"expires_in\":3600,\"access_token\":\"" + token
                + "\",\"refresh_token\":\"" + refresh + "\",\"id_token\":\"e30." + claims + ".x\",\"client_info\":\""
                + client + "\"}";
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theNextProcessRenewsTheSignInWithoutThePerson() {
        TokenCache cache = TokenCache.of(new Stored());
        personSignsIn("user-1", "refresh-1");
        assertThat(process(cache)).isEqualTo("user-1");
        entra.reply(200, signedIn("user-2", "refresh-2"));
        assertThat(process(cache)).isEqualTo("user-2");
        assertThat(entra.seen().get(2).body()).contains("refresh_token=refresh-1");
        assertThat(told).hasSize(1);
    }

    @Test
    void whereTheSignInHasEndedThePersonIsAskedAgain() {
        TokenCache cache = TokenCache.of(new Stored());
        personSignsIn("user-1", "refresh-1");
        process(cache);
        entra.reply(400, "{\"error\":\"invalid_grant\",\"error_description\":\"AADSTS700082: expired\"}");
        personSignsIn("user-2", "refresh-2");
        assertThat(process(cache)).isEqualTo("user-2");
        assertThat(told).hasSize(2);
    }

    @Test
    void withoutACacheNothingOutlivesTheProcess() {
        personSignsIn("user-1", "refresh-1");
        Tokens tokens = Tokens.of(AksCredential.deviceCode(TENANT, told::add), AzureCloud.PUBLIC, entra, time);
        tokens.token(SCOPE);
        time.settle();
        personSignsIn("user-2", "refresh-2");
        Tokens others = Tokens.of(AksCredential.deviceCode(TENANT, told::add), AzureCloud.PUBLIC, entra, time);
        others.token(SCOPE);
        time.settle();
        assertThat(told).hasSize(2);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aPlainFileIsItsOwnersAloneAndOnlyThereForWhoeverAsksForIt() throws IOException {
        TokenCache cache = TokenCache.unprotectedFile("deployer", folder);
        assertThat(cache).hasToString("the unprotected cache deployer in " + folder);
        assertThat(folder).isEmptyDirectory();
        personSignsIn("user-1", "refresh-1");
        process(cache);
        Path file = folder.resolve("msal-deployer.cache");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        assertThat(Files.readString(file)).contains("refresh-1");
        entra.reply(200, signedIn("user-2", "refresh-2"));
        assertThat(process(TokenCache.unprotectedFile("deployer", folder))).isEqualTo("user-2");
        assertThat(told).hasSize(1);
    }

    /** Machines that build this have no keyring, so it is refused, and no file takes its place. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void whereTheSystemProtectsNothingTheSignInFailsAndNoPlainFileTakesItsPlace() throws IOException {
        personSignsIn("user-1", "refresh-1");
        TokenCache cache = TokenCache.ofSystem("deployer", folder);
        try {
            process(cache);
        } catch (CredentialException refused) {
            assertThat(refused)
                    .hasMessageContaining("The token cache \"deployer\" cannot be used")
                    .hasMessageContaining("TokenCache.unprotectedFile");
        }
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                assertThat(Files.readString(file)).doesNotContain("refresh-1", "user-1");
            }
        }
    }

    @Test
    void aCacheIsNamedAsAFileCanBe() {
        assertThatThrownBy(() -> TokenCache.ofSystem("../me"))
                .isInstanceOf(CredentialException.class)
                .hasMessageContaining("\"../me\"");
        assertThat(TokenCache.ofSystem("shop-deployer")).hasToString("the system's protected cache shop-deployer");
    }
}
