package dev.aks4j.simulated.kubernetes.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.TestCluster.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Jobs and cron jobs, as the controllers of Kubernetes 1.37 run them. */
class JobsTest {

    private static final String PODS = "/api/v1/namespaces/default/pods";
    private static final String JOBS = "/apis/batch/v1/namespaces/default/jobs";
    private static final String CRONS = "/apis/batch/v1/namespaces/default/cronjobs";
    private static final String POD =
            "{\"spec\":{\"restartPolicy\":\"Never\",\"containers\":[{\"name\":\"c\",\"image\":\"busybox:1\"}]}}";

    private final TestCluster cluster = new TestCluster().withNodes(2);

    private void job(String name, String spec) {
        String more = spec.isEmpty() ? "" : spec + ",";
        Reply made = cluster.call(
                "POST",
                JOBS,
                "{\"metadata\":{\"name\":\"" + name + "\"},\"spec\":{" + more + "\"template\":" + POD + "}}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
    }

    private void cron(String spec) {
        Reply made = cluster.call(
                "POST",
                CRONS,
                "{\"metadata\":{\"name\":\"nightly\"},\"spec\":{" + spec + ",\"jobTemplate\":{\"spec\":{\"template\":"
                        + POD + "}}}}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
    }

    private JsonNode status(String name) {
        return cluster.api.find("jobs.batch", "default", name).orElseThrow().path("status");
    }

    private List<ObjectNode> pods() {
        return cluster.api.list("pods", "default");
    }

    private List<String> conditions(String name) {
        return status(name).path("conditions").findValuesAsText("type");
    }

    private List<String> reasons(String name) {
        return cluster.api.list("events", "default").stream()
                .filter(event -> event.at("/involvedObject/name").asText().equals(name))
                .map(event -> event.at("/reason").asText())
                .toList();
    }

    private void fail(ObjectNode pod, int exitCode) {
        Reply reply = cluster.patch(
                PODS + "/" + pod.at("/metadata/name").asText() + "/status",
                "merge-patch+json",
                "{\"status\":{\"phase\":\"Failed\",\"containerStatuses\":[{\"name\":\"c\",\"image\":\"busybox:1\",\"imageID\":\"\","
                        + "\"ready\":false,\"restartCount\":0,\"state\":{\"terminated\":{\"exitCode\":" + exitCode
                        + ",\"finishedAt\":\"" + cluster.time.now().truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
                        + "\"}}}]}}");
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    }

    private ObjectNode running() {
        return pods().stream()
                .filter(pod -> pod.at("/status/phase").asText().equals("Running"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aJobCountsItsPodsAndLetsThemGo() {
        job("sum", "\"completions\":3,\"parallelism\":2");
        assertThat(status("sum").path("active").asInt()).isEqualTo(2);
        assertThat(pods())
                .allSatisfy(pod -> assertThat(pod.at("/metadata/finalizers/0").asText())
                        .isEqualTo("batch.kubernetes.io/job-tracking"));
        cluster.pass(60);
        assertThat(status("sum").path("succeeded").asInt()).isEqualTo(3);
        assertThat(status("sum").has("active")).isFalse();
        assertThat(status("sum").path("ready").asInt(-1)).isZero();
        assertThat(status("sum").path("terminating").asInt(-1)).isZero();
        assertThat(status("sum").path("uncountedTerminatedPods").isObject()).isTrue();
        assertThat(conditions("sum")).containsExactly("SuccessCriteriaMet", "Complete");
        assertThat(pods())
                .hasSize(3)
                .allSatisfy(pod -> assertThat(pod.at("/metadata/finalizers")).isEmpty());
        assertThat(reasons("sum")).contains("SuccessfulCreate", "Completed");
    }

    @Test
    void aJobWithoutCompletionsIsOverWhenOnePodSucceededAndNoneRuns() {
        job("queue", "\"parallelism\":3");
        cluster.pass(60);
        assertThat(status("queue").path("succeeded").asInt()).isEqualTo(3);
        assertThat(conditions("queue")).contains("Complete");
    }

    @Test
    void aFailedPodIsReplacedLaterAndLaterUntilTheLimit() {
        job("flaky", "\"backoffLimit\":1");
        cluster.pass(3);
        fail(running(), 1);
        assertThat(pods()).hasSize(1);
        cluster.pass(8);
        assertThat(pods()).hasSize(1);
        cluster.pass(6);
        assertThat(pods()).hasSize(2);
        fail(running(), 1);
        cluster.pass(2);
        assertThat(status("flaky").path("failed").asInt()).isEqualTo(2);
        assertThat(conditions("flaky")).containsExactly("FailureTarget", "Failed");
        assertThat(status("flaky").at("/conditions/1/reason").asText()).isEqualTo("BackoffLimitExceeded");
        assertThat(reasons("flaky")).contains("BackoffLimitExceeded");
    }

    @Test
    void aJobThatTakesTooLongFailsWithItsPods() {
        job("slow", "\"activeDeadlineSeconds\":3,\"parallelism\":2,\"completions\":2");
        cluster.pass(4);
        assertThat(conditions("slow")).contains("FailureTarget");
        cluster.pass(5);
        assertThat(conditions("slow")).containsExactly("FailureTarget", "Failed");
        assertThat(status("slow").at("/conditions/1/reason").asText()).isEqualTo("DeadlineExceeded");
        assertThat(status("slow").path("failed").asInt()).isEqualTo(2);
        assertThat(pods()).isEmpty();
    }

    @Test
    void aSuspendedJobGivesItsPodsUpAndBeginsAnew() {
        job("later", "\"completions\":2,\"parallelism\":2");
        cluster.pass(3);
        cluster.patch(JOBS + "/later", "merge-patch+json", "{\"spec\":{\"suspend\":true}}");
        cluster.pass(3);
        assertThat(pods()).isEmpty();
        assertThat(status("later").has("startTime")).isFalse();
        assertThat(status("later").has("failed")).isFalse();
        assertThat(status("later").at("/conditions/0/reason").asText()).isEqualTo("JobSuspended");
        cluster.patch(JOBS + "/later", "merge-patch+json", "{\"spec\":{\"suspend\":false}}");
        cluster.pass(30);
        assertThat(status("later").path("succeeded").asInt()).isEqualTo(2);
        assertThat(reasons("later")).contains("Suspended", "Resumed", "Completed");
    }

    @Test
    void anIndexedJobNumbersItsPods() {
        job("split", "\"completions\":5,\"parallelism\":5,\"completionMode\":\"Indexed\"");
        ObjectNode pod = pods().stream()
                .filter(one -> one.at("/spec/hostname").asText().equals("split-3"))
                .findFirst()
                .orElseThrow();
        assertThat(pod.at("/metadata/name").asText()).startsWith("split-3-");
        assertThat(pod.at("/metadata/labels/batch.kubernetes.io~1job-completion-index")
                        .asText())
                .isEqualTo("3");
        assertThat(pod.at("/spec/containers/0/env/0/name").asText()).isEqualTo("JOB_COMPLETION_INDEX");
        cluster.pass(30);
        assertThat(status("split").path("completedIndexes").asText()).isEqualTo("0-4");
        assertThat(conditions("split")).contains("Complete");
    }

    @Test
    void eachIndexMayHaveALimitOfItsOwn() {
        job("split", "\"completions\":2,\"parallelism\":2,\"completionMode\":\"Indexed\",\"backoffLimitPerIndex\":1");
        cluster.pass(3);
        for (int i = 0; i < 2; i++) {
            pods().stream()
                    .filter(pod -> pod.at("/metadata/name").asText().startsWith("split-1-")
                            && pod.at("/status/phase").asText().equals("Running"))
                    .forEach(pod -> fail(pod, 2));
            cluster.pass(13);
        }
        assertThat(status("split").path("failedIndexes").asText()).isEqualTo("1");
        assertThat(status("split").path("completedIndexes").asText()).isEqualTo("0");
        assertThat(status("split").at("/conditions/0/reason").asText()).isEqualTo("FailedIndexes");
    }

    @Test
    void aFailurePolicyEndsTheWholeJobOrIgnoresAFailure() {
        String rules =
                "\"podFailurePolicy\":{\"rules\":[{\"action\":\"Ignore\",\"onExitCodes\":{\"operator\":\"In\",\"values\":[3]}},"
                        + "{\"action\":\"FailJob\",\"onExitCodes\":{\"operator\":\"In\",\"values\":[42]}}]},\"backoffLimit\":0";
        job("strict", rules);
        cluster.pass(3);
        fail(running(), 3);
        cluster.pass(13);
        assertThat(status("strict").has("failed")).isFalse();
        ObjectNode second = running();
        fail(second, 42);
        cluster.pass(2);
        assertThat(status("strict").at("/conditions/1/message").asText())
                .isEqualTo("Container c for pod default/"
                        + second.at("/metadata/name").asText()
                        + " failed with exit code 42 matching FailJob rule at index 1");
    }

    @Test
    void aSuccessPolicyEndsAJobBeforeAllIndexesAreDone() {
        job(
                "leader",
                "\"completions\":3,\"parallelism\":1,\"completionMode\":\"Indexed\",\"successPolicy\":{\"rules\":[{\"succeededIndexes\":\"0\"}]}");
        cluster.pass(30);
        assertThat(status("leader").at("/conditions/1/type").asText()).isEqualTo("Complete");
        assertThat(status("leader").at("/conditions/1/reason").asText()).isEqualTo("SuccessPolicy");
        assertThat(status("leader").path("succeeded").asInt()).isEqualTo(1);
    }

    @Test
    void anEndedJobIsDeletedAfterItsTime() {
        job("brief", "\"ttlSecondsAfterFinished\":20");
        cluster.pass(15);
        assertThat(conditions("brief")).contains("Complete");
        cluster.pass(30);
        assertThat(cluster.api.find("jobs.batch", "default", "brief")).isEmpty();
        assertThat(pods()).isEmpty();
    }

    @Test
    void aCronJobStartsJobsOnTimeAndKeepsTheLatest() {
        cron("\"schedule\":\"*/5 * * * *\",\"successfulJobsHistoryLimit\":2");
        cluster.pass(21 * 60);
        List<ObjectNode> jobs = cluster.api.list("jobs.batch", "default");
        assertThat(jobs).hasSize(2);
        ObjectNode cron =
                cluster.api.find("cronjobs.batch", "default", "nightly").orElseThrow();
        assertThat(cron.at("/status/lastScheduleTime").asText()).matches(".*:[0-5][05]:00Z");
        assertThat(cron.at("/status/lastSuccessfulTime").asText()).isNotEmpty();
        assertThat(cron.at("/status/active")).isEmpty();
        assertThat(jobs).allSatisfy(job -> {
            assertThat(job.at("/metadata/name").asText()).matches("nightly-\\d+");
            assertThat(job.at("/metadata/annotations/batch.kubernetes.io~1cronjob-scheduled-timestamp")
                            .asText())
                    .endsWith("Z");
        });
        assertThat(reasons("nightly")).contains("SuccessfulCreate", "SawCompletedJob", "SuccessfulDelete");
    }

    @Test
    void aCronJobThatForbidsConcurrencyWaitsForItsJob() {
        cron("\"schedule\":\"* * * * *\",\"concurrencyPolicy\":\"Forbid\"");
        while (cluster.api.list("jobs.batch", "default").isEmpty()) {
            cluster.pass(1);
        }
        cluster.patch(
                JOBS + "/"
                        + cluster.api
                                .list("jobs.batch", "default")
                                .get(0)
                                .at("/metadata/name")
                                .asText(),
                "merge-patch+json",
                "{\"spec\":{\"suspend\":true}}");
        cluster.pass(180);
        assertThat(cluster.api.list("jobs.batch", "default").size()).isEqualTo(1);
        assertThat(reasons("nightly")).contains("JobAlreadyActive");
    }

    @Test
    void aSuspendedCronJobStartsNothing() {
        cron("\"schedule\":\"* * * * *\",\"suspend\":true");
        cluster.pass(300);
        assertThat(cluster.api.list("jobs.batch", "default")).isEmpty();
    }
}
