package dev.aks4j.core.cluster.operate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.arm.ArmClient;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.arm.ArmResponse;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Scheduler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunCommandTest {

    private static final String RESULT = "https://management.azure.com/subscriptions/s/commandResults/1?api-version=x";

    private final Deque<ArmResponse> answers = new ArrayDeque<>();
    private final List<String> requests = new ArrayList<>();

    private CommandResult run(String command) {
        OperateContext azure = new OperateContext(new Answers(), null, null, new AtOnce(), null);
        return RunningCommand.start(azure, new LiveDocuments("1.35").cluster(azure), Command.of(command))
                .await(Duration.ofMinutes(5));
    }

    @Test
    void theResultIsReadWhereTheAnswerSays() {
        answers.add(new ArmResponse(202, Map.of("Location", RESULT), Json.missing()));
        answers.add(new ArmResponse(
                202, Map.of("Location", RESULT), state("Running").build()));
        Json.ObjectBuilder done = state("Succeeded");
        done.within("properties")
                .put("exitCode", 1)
                .put("logs", "no such pod\n")
                .put("startedAt", "2026-11-23T12:00:00Z")
                .put("finishedAt", "2026-11-23T12:00:10Z");
        answers.add(new ArmResponse(200, Map.of(), done.build()));
        CommandResult result = run("kubectl get pod x");
        assertThat(result.isSuccess()).isFalse();
        assertThat(result.exitCode()).hasValue(1);
        assertThat(result.logs()).isEqualTo("no such pod\n");
        assertThat(result.finished()).contains(Instant.parse("2026-11-23T12:00:10Z"));
        assertThat(requests)
                .containsExactly(
                        "POST " + LiveDocuments.ID + "/runCommand {\"command\":\"kubectl get pod x\"}",
                        "GET " + RESULT.substring(0, RESULT.indexOf('?')),
                        "GET " + RESULT.substring(0, RESULT.indexOf('?')));
    }

    /** Any state but Running counted as the end, and a missing exit code as 0. */
    @ParameterizedTest
    @ValueSource(strings = {"Pending", "Accepted", "Scheduling", "Waiting", "Running", ""})
    void aCommandGoesOnUntilAzureSaysThatItHasEnded(String state) {
        answers.add(new ArmResponse(202, Map.of("Location", RESULT), Json.missing()));
        answers.add(new ArmResponse(200, Map.of(), state(state).build()));
        Json.ObjectBuilder done = state("Succeeded");
        done.within("properties").put("exitCode", 0);
        answers.add(new ArmResponse(200, Map.of(), done.build()));
        assertThat(run("true").isSuccess()).isTrue();
        assertThat(requests).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Canceled", "Failed", "Succeeded"})
    void aCommandWithoutAnExitCodeIsNoSuccess(String state) {
        answers.add(
                new ArmResponse(200, Map.of("Location", RESULT), state(state).build()));
        CommandResult result = run("true");
        assertThat(result.isSuccess()).isFalse();
        assertThat(result.exitCode()).isEmpty();
        assertThat(result).hasToString(state + ", no exit code, 0 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Canceled", "Failed"})
    void aCommandThatWasNotCarriedOutIsNoSuccessWhateverItsExitCode(String state) {
        Json.ObjectBuilder done = state(state);
        done.within("properties").put("exitCode", 0);
        answers.add(new ArmResponse(200, Map.of("Location", RESULT), done.build()));
        assertThat(run("true").isSuccess()).isFalse();
    }

    @Test
    void anAnswerWithoutAPlaceIsToldAndNotSentAgain() {
        answers.add(new ArmResponse(202, Map.of(), Json.missing()));
        assertThatThrownBy(() -> run("true"))
                .isInstanceOf(AksException.class)
                .hasMessageContaining("did not say where its result will be");
        assertThat(requests).hasSize(1);
    }

    @Test
    void whatAzureRefusesIsThrownAsItIs() {
        assertThatThrownBy(() -> run("true")).isInstanceOf(AksException.class).hasMessage("refused");
    }

    @Test
    void filesTravelAsAZipArchiveBesideTheCommand() throws IOException {
        Command apply = Command.of("kubectl apply -f app/app.yaml").file("app/app.yaml", "kind: List".getBytes(UTF_8));

        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(
                Base64.getDecoder().decode(apply.context().orElseThrow())))) {
            assertThat(zip.getNextEntry().getName()).isEqualTo("app/app.yaml");
            assertThat(new String(zip.readAllBytes(), UTF_8)).isEqualTo("kind: List");
            assertThat(zip.getNextEntry()).isNull();
        }
        assertThat(apply).hasToString("command with 1 file");
    }

    @Test
    void aPathOutsideOfTheCommandsDirectoryAndAnEmptyCommandAreRefused() {
        Command command = Command.of("true");
        for (String path : List.of("/etc/passwd", "../up", "a/../../up", "a\\b", " ")) {
            assertThatThrownBy(() -> command.file(path, new byte[0]))
                    .as(path)
                    .isInstanceOf(AksException.class)
                    .hasMessageContaining("is no path below");
        }
        assertThat(command.file("a..b", new byte[0]).context()).isPresent();
        assertThatThrownBy(() -> Command.of(" ")).isInstanceOf(AksException.class);
    }

    @Test
    void theIdLeadsBackToTheResult() {
        Json.ObjectBuilder done = state("Succeeded");
        done.within("properties").put("exitCode", 0);
        answers.add(new ArmResponse(200, Map.of(), done.build()));
        OperateContext azure = new OperateContext(new Answers(), null, null, new AtOnce(), null);

        CommandResult result =
                new LiveDocuments("1.35").cluster(azure).command("0a1b").await(Duration.ofMinutes(5));

        assertThat(result.isSuccess()).isTrue();
        assertThat(requests).containsExactly("GET " + LiveDocuments.ID + "/commandResults/0a1b");
    }

    private static Json.ObjectBuilder state(String state) {
        Json.ObjectBuilder body = Json.object();
        body.putObject("properties").put("provisioningState", state);
        return body;
    }

    private final class Answers implements ArmClient {
        @Override
        public CompletionStage<ArmResponse> send(ArmRequest request) {
            requests.add(request
                    + request.body().map(Json::toString).map(body -> " " + body).orElse(""));
            return answers.isEmpty()
                    ? CompletableFuture.failedFuture(new AksException("refused"))
                    : CompletableFuture.completedFuture(answers.remove());
        }

        @Override
        public String subscriptionId() {
            return "s";
        }
    }

    /** Time that passes at once. */
    private static final class AtOnce implements Scheduler {
        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public Duration elapsed() {
            return Duration.ZERO;
        }

        @Override
        public Executor executor() {
            return Runnable::run;
        }

        @Override
        public Cancellable after(Duration delay, Runnable task) {
            task.run();
            return () -> {};
        }

        @Override
        public <T> T await(CompletionStage<T> stage, Duration atMost)
                throws TimeoutException, ExecutionException, InterruptedException {
            return stage.toCompletableFuture().get(0, TimeUnit.SECONDS);
        }
    }
}
