package dev.aks4j.core.internal.auth;

import com.azure.core.credential.AccessToken;
import dev.aks4j.core.auth.CredentialException;
import dev.aks4j.core.model.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** The account that is logged in to the Azure CLI on this machine. */
public final class AzureCliTokens implements TokenSource {

    private static final int LIMIT_SECONDS = 30;
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss[.SSSSSS]");

    /** Runs a command and returns what it printed. */
    public interface Shell {
        Output run(List<String> command) throws IOException, InterruptedException;
    }

    public record Output(int exitCode, String out, String err) {}

    private final Shell shell;

    public AzureCliTokens(Shell shell) {
        this.shell = shell;
    }

    @Override
    public String description() {
        return "the Azure CLI";
    }

    @Override
    public CompletionStage<AccessToken> acquire(String scope, Optional<String> claims, Surroundings surroundings) {
        try {
            return CompletableFuture.completedFuture(ask(scope));
        } catch (CredentialException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private AccessToken ask(String scope) {
        try {
            Output output =
                    shell.run(List.of("az", "account", "get-access-token", "--output", "json", "--scope", scope));
            if (output.exitCode() != 0) {
                throw new CredentialException(
                        "The Azure CLI gave no token: " + firstLine(output.err()) + " Run \"az login\" and try again.");
            }
            return read(output.out());
        } catch (IOException e) {
            throw new CredentialException(
                    "The Azure CLI could not be started; install it and run \"az login\", or use another credential.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CredentialException("Waiting for the Azure CLI was interrupted.", e);
        }
    }

    private static AccessToken read(String json) {
        Json answer = Json.read(json).filter(Json::isObject).orElseThrow(AzureCliTokens::noToken);
        try {
            String token = answer.path("accessToken").asText();
            if (token.isEmpty()) {
                throw new CredentialException("The Azure CLI printed no access token; update it and try again.");
            }
            long epoch = answer.path("expires_on").asLong();
            Instant expires = epoch > 0
                    ? Instant.ofEpochSecond(epoch)
                    : LocalDateTime.parse(answer.path("expiresOn").asText(), LOCAL)
                            .atZone(ZoneId.systemDefault())
                            .toInstant();
            return new AccessToken(token, expires.atOffset(ZoneOffset.UTC));
        } catch (java.time.DateTimeException e) {
            throw noToken();
        }
    }

    /** The output may hold a token, so it goes neither into the message nor into the cause. */
    private static CredentialException noToken() {
        return new CredentialException("The Azure CLI printed something else than a token; update it and try again.");
    }

    private static String firstLine(String text) {
        String first = text.strip().lines().findFirst().orElse("it said nothing");
        return first.endsWith(".") ? first : first + ".";
    }

    /** Runs commands on this machine. */
    public static Output onThisMachine(List<String> command) throws IOException, InterruptedException {
        boolean windows =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
        List<String> full = new java.util.ArrayList<>(windows ? List.of("cmd.exe", "/c") : List.of());
        full.addAll(command);
        Process process = new ProcessBuilder(full)
                .redirectInput(ProcessBuilder.Redirect.from(new java.io.File(windows ? "NUL" : "/dev/null")))
                .start();
        CompletableFuture<Boolean> ended = process.onExit().thenApply(done -> true);
        CompletableFuture<Boolean> limited = ended.completeOnTimeout(false, LIMIT_SECONDS, TimeUnit.SECONDS);
        limited.thenAccept(inTime -> {
            if (!inTime) {
                process.destroyForcibly();
            }
        });
        CompletableFuture<byte[]> err = new CompletableFuture<>();
        Thread reader = new Thread(() -> err.complete(readAll(process.getErrorStream())), "aks4j-az-errors");
        reader.setDaemon(true);
        reader.start();
        byte[] out = readAll(process.getInputStream());
        int exitCode = process.waitFor();
        return new Output(
                exitCode, new String(out, StandardCharsets.UTF_8), new String(err.join(), StandardCharsets.UTF_8));
    }

    private static byte[] readAll(java.io.InputStream stream) {
        try (stream) {
            return stream.readAllBytes();
        } catch (IOException e) {
            return new byte[0];
        }
    }
}
