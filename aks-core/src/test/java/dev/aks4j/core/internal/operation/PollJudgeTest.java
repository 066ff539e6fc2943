package dev.aks4j.core.internal.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.arm.ArmException;
import dev.aks4j.core.arm.ArmException.ArmError;
import dev.aks4j.core.arm.ArmResponse;
import dev.aks4j.core.internal.arm.UnusableUrlException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.operation.OperationToken;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The decision table of reads, row by row. A write is its method with {@code +} for a status URL and {@code @} for a Location;
 * a sight is {@code seen}, {@code busy}, or {@code ended}, at 12:00 after a begin at 11:00.
 */
class PollJudgeTest {

    private static final Instant BEGUN = Instant.parse("2026-01-01T11:00:00Z");
    private static final Instant ENDED = Instant.parse("2026-01-01T12:00:00Z");
    private static final ResourceId POOL = Scene.CLUSTER.child("agentPools", "apps");

    private static PollJudge judge(String step, String write, String sight) {
        String method = write.replaceAll("[^A-Z]", "");
        String action = write.contains("/") ? write.substring(write.indexOf('/') + 1) : "";
        OperationToken token = new OperationToken(
                method,
                write.contains("pool") ? POOL : Scene.CLUSTER,
                Scene.VERSION,
                action,
                write.contains("+") ? Optional.of(Scene.STATUS_URL) : Optional.empty(),
                write.contains("@") ? Optional.of(Scene.LOCATION) : Optional.empty(),
                BEGUN);
        Optional<Instant> ended = sight.contains("ended") ? Optional.of(ENDED) : Optional.empty();
        return PollJudge.of(
                PollStep.valueOf(step),
                KeptToken.of(token),
                new Sight(sight.contains("seen"), sight.contains("busy"), BEGUN, ended));
    }

    private static String text(PollVerdict verdict) {
        if (verdict instanceof PollVerdict.GoesOn on) {
            return "goes on " + on.state();
        } else if (verdict instanceof PollVerdict.Ask ask) {
            return "ask " + ask.next();
        } else if (verdict instanceof PollVerdict.Ended ended) {
            return "ended " + ended.next();
        } else if (verdict instanceof PollVerdict.Succeeded done) {
            return "succeeded" + (done.result().isMissing() ? " gone" : "") + (done.justNow() ? " now" : "");
        } else if (verdict instanceof PollVerdict.Failed failed) {
            return "failed " + failed.state() + (failed.justNow() ? " now" : "");
        } else if (verdict instanceof PollVerdict.StillThere there) {
            return "still there " + there.state();
        } else if (verdict instanceof PollVerdict.Unsettled unsettled) {
            return "unsettled " + unsettled.state();
        } else if (verdict instanceof PollVerdict.Disturbed disturbed) {
            return "disturbed " + disturbed.sort();
        }
        return "unreadable";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "STATUS|PUT+||200|{'status':'InProgress'}|goes on InProgress",
                "STATUS|PUT+||202|{}|goes on InProgress",
                "STATUS|PUT+||200|{}|disturbed SILENT",
                "STATUS|PUT+||202|{'status':'Succeeded'}|ended FINAL",
                "STATUS|PUT+||200|{'status':'Succeeded'}|ended FINAL",
                "STATUS|PUT+||200|{'properties':{'provisioningState':'Succeeded'}}|ended FINAL",
                "STATUS|PUT+||200|{'status':'Running','properties':{'provisioningState':'Succeeded'}}|goes on Running",
                "STATUS|POST+@||200|{'status':'Succeeded'}|ended RESULT",
                "STATUS|POST+||200|{'status':'Succeeded'}|ended FINAL",
                "STATUS|DELETE+@||200|{'status':'Succeeded'}|ended FINAL",
                "STATUS|PUT+||200|{'status':'Failed'}|failed Failed now",
                "STATUS|PUT+||200|{'status':'Cancelled'}|failed Cancelled now",
                "LOOK|PUT+||200|{'properties':{'provisioningState':'Updating'}}|goes on Updating",
                "LOOK|PUT+||200|{'properties':{'provisioningState':'Succeeded'}}|ask STATUS",
                "LOOK|PUT+||200|{'properties':{'provisioningState':'Failed'}}|ask STATUS",
                "LOOK|PUT+pool||200|{'properties':{'provisioningState':'Updating','agentPoolProfiles':"
                        + "[{'name':'x','provisioningState':'Scaling'},{'name':'Apps','provisioningState':'Upgrading'}]}}"
                        + "|goes on Upgrading",
                "LOOK|PUT+pool||200|{'properties':{'provisioningState':'Updating','agentPoolProfiles':"
                        + "[{'name':'x','provisioningState':'Scaling'}]}}|ask STATUS",
                "LOCATION|PUT@||202|{}|goes on InProgress",
                "LOCATION|PUT@||200|{'a':1}|ended FINAL",
                "LOCATION|POST@||200|{'a':1}|succeeded now",
                "LOCATION|POST@||200||ended FINAL",
                "RESULT|POST@||200|{'a':1}|succeeded",
                "RESULT|POST@||200||ask FINAL",
                "RESOURCE|PUT||200|{'properties':{'provisioningState':'Updating'}}|goes on Updating",
                "RESOURCE|PUT||200|{'properties':{'provisioningState':'Succeeded'}}|succeeded now",
                "RESOURCE|PUT||200|{'properties':{'provisioningState':'Failed'}}|failed Failed",
                "RESOURCE|PUT|busy|200|{'properties':{'provisioningState':'Failed'}}|failed Failed",
                "RESOURCE|POST/abort||200|{'properties':{'provisioningState':'Canceled'}}|succeeded now",
                "RESOURCE|POST/stop||200|{'properties':{'provisioningState':'Canceled'}}|failed Canceled",
                "FINAL|PUT||200|{'properties':{'provisioningState':'Succeeded'}}|succeeded",
                "FINAL|PUT||200|{'properties':{'provisioningState':'Updating'}}|unsettled Updating",
                "FINAL|PUT||200|{'properties':{'provisioningState':'Failed'}}|failed Failed",
                "FINAL|PUT|busy|200|{'properties':{'provisioningState':'Failed'}}|succeeded",
                "RESOURCE|DELETE||200|{'properties':{'provisioningState':'Deleting'}}|goes on Deleting",
                "RESOURCE|DELETE||200|{'properties':{'provisioningState':'Succeeded'}}|goes on Succeeded",
                "RESOURCE|DELETE||200|{'properties':{'provisioningState':'Failed'}}|still there Failed",
                "RESOURCE|DELETE|busy|200|{'properties':{'provisioningState':'Failed'}}|failed Failed",
                "FINAL|DELETE||200|{'properties':{'provisioningState':'Deleting'}}|still there Deleting",
                "FINAL|DELETE||200|{'properties':{'provisioningState':'deleting'}}|still there deleting",
                "FINAL|DELETE||200|{'properties':{'provisioningState':'Succeeded'}}|still there Succeeded",
                "FINAL|DELETE||200|{'properties':{'provisioningState':'Updating'}}|succeeded gone"
            })
    void answerSays(String step, String write, String sight, int status, String body, String says) {
        Json document = body == null ? Json.missing() : Scene.json(body);
        PollVerdict verdict =
                judge(step, write, sight == null ? "" : sight).answered(new ArmResponse(status, Map.of(), document));
        assertThat(text(verdict)).isEqualTo(says);
    }

    @ParameterizedTest
    @CsvSource({
        "FINAL,PUT,ended,Updating,lastModifiedAt,12:30,succeeded",
        "FINAL,PUT,ended,Updating,lastModifiedAt,11:30,unsettled Updating",
        "FINAL,PUT,seen,Updating,lastModifiedAt,12:30,unsettled Updating",
        "FINAL,PUT,ended,Failed,lastModifiedAt,12:30,succeeded",
        "FINAL,PUT,ended,Failed,lastModifiedAt,11:30,failed Failed",
        "RESOURCE,PUT,ended,Updating,lastModifiedAt,12:30,goes on Updating",
        "RESOURCE,DELETE,seen,Succeeded,createdAt,11:30,succeeded gone now",
        "RESOURCE,DELETE,seen,Succeeded,createdAt,10:30,goes on Succeeded",
        "FINAL,DELETE,seen,Succeeded,createdAt,11:30,succeeded gone",
        "FINAL,DELETE,seen,Succeeded,createdAt,10:30,still there Succeeded"
    })
    void whatSomebodyElseDoesLaterIsNotTheOperations(
            String step, String write, String sight, String state, String field, String at, String says) {
        Json document = Scene.json("{'properties':{'provisioningState':'" + state + "'},'systemData':{'" + field
                + "':'2026-01-01T" + at + ":00Z'}}");
        assertThat(text(judge(step, write, sight).answered(new ArmResponse(200, Map.of(), document))))
                .isEqualTo(says);
    }

    private static ArmException refused(int status, String code) {
        return new ArmException(
                "GET x", new ArmError(status, code, "", "m", "", List.of(), "r"), Optional.of(Duration.ofSeconds(7)));
    }

    @ParameterizedTest
    @CsvSource({
        "RESOURCE,DELETE,seen,404,NotFound,succeeded gone now",
        "FINAL,DELETE,seen,404,NotFound,succeeded gone",
        "FINAL,DELETE,seen,403,AuthorizationFailed,succeeded gone",
        "FINAL,PUT,seen,403,AuthorizationFailed,disturbed REFUSED",
        "RESOURCE,DELETE,seen,403,AuthorizationFailed,disturbed REFUSED",
        "FINAL,DELETE,seen,404,SubscriptionNotFound,disturbed GONE",
        "STATUS,DELETE+,seen,404,NotFound,ask RESOURCE",
        "LOCATION,DELETE@,seen,404,NotFound,ask RESOURCE",
        "STATUS,DELETE+,seen,403,AuthorizationFailed,disturbed REFUSED",
        "STATUS,PUT+,seen,404,NotFound,disturbed GONE",
        "STATUS,PUT+,seen,400,Bad,disturbed REFUSED",
        "STATUS,PUT+,seen,307,Moved,disturbed GONE",
        "STATUS,PUT+,seen,300,Moved,disturbed GONE",
        "STATUS,PUT+,seen,410,Gone,disturbed GONE",
        "STATUS,PUT+,seen,408,Timeout,disturbed DISTURBED",
        "STATUS,PUT+,seen,429,Throttled,disturbed DISTURBED",
        "STATUS,PUT+,seen,500,Oops,disturbed DISTURBED",
        "STATUS,PUT+,seen,499,Odd,disturbed REFUSED",
        "RESOURCE,PUT,no,404,NotFound,disturbed UNBORN",
        "RESOURCE,PUT,seen,404,NotFound,disturbed GONE",
        "RESOURCE,PUT+,no,404,NotFound,disturbed GONE",
        "RESOURCE,PUT@,no,404,NotFound,disturbed GONE",
        "RESOURCE,POST,no,404,NotFound,disturbed GONE",
        "RESOURCE,PUT,no,403,AuthorizationFailed,disturbed REFUSED",
        "FINAL,PUT,no,404,NotFound,disturbed GONE",
        "LOCATION,PUT@,seen,400,Bad,failed Failed now",
        "LOCATION,PUT@,seen,401,No,disturbed REFUSED",
        "LOCATION,PUT@,seen,403,No,disturbed REFUSED",
        "LOCATION,PUT@,seen,404,NotFound,disturbed GONE",
        "LOCATION,PUT@,seen,500,Oops,disturbed DISTURBED",
        "RESOURCE,PUT,seen,400,Bad,disturbed REFUSED",
        "RESULT,POST@,seen,404,NotFound,ask FINAL",
        "RESULT,POST@,seen,400,Bad,disturbed REFUSED",
        "LOOK,PUT+,seen,500,Oops,ask STATUS",
        "LOOK,PUT+,seen,404,NotFound,ask STATUS"
    })
    void refusalSays(String step, String write, String sight, int status, String code, String says) {
        PollVerdict verdict = judge(step, write, sight).failed(refused(status, code));
        assertThat(text(verdict)).isEqualTo(says);
        if (verdict instanceof PollVerdict.Disturbed disturbed) {
            assertThat(disturbed.wish()).contains(Duration.ofSeconds(7));
        }
    }

    @Test
    void urlThatLeadsElsewhereIsNeverRead() {
        assertThat(text(judge("STATUS", "PUT+", "seen").failed(new UnusableUrlException("elsewhere"))))
                .isEqualTo("unreadable");
    }

    @ParameterizedTest
    @CsvSource({
        "STATUS,PUT+,GONE,no,ask RESOURCE",
        "STATUS,PUT+,SILENT,no,ask RESOURCE",
        "STATUS,PUT+,DISTURBED,no,disturbed DISTURBED",
        "LOCATION,PUT@,GONE,no,ask RESOURCE",
        "RESULT,POST@,GONE,no,disturbed GONE",
        "RESOURCE,PUT,GONE,no,failed lost",
        "RESOURCE,PUT,UNBORN,no,failed lost",
        "FINAL,PUT,GONE,yes,'failed Succeeded, but the resource is not there'",
        "RESOURCE,PUT,REFUSED,no,disturbed REFUSED",
        "RESOURCE,PUT,SILENT,no,disturbed SILENT"
    })
    void whatLastsSays(String step, String write, FailureStreak.Sort sort, String ended, String says) {
        PollVerdict.Disturbed trouble = new PollVerdict.Disturbed(sort, Optional.empty(), refused(404, "NotFound"));
        assertThat(text(judge(step, write, "seen").lasting(trouble, ended.equals("yes"))))
                .isEqualTo(says);
    }

    @Test
    void connectionThatFailsForGoodIsNoEndOfTheResource() {
        PollVerdict.Disturbed trouble = new PollVerdict.Disturbed(
                FailureStreak.Sort.GONE, Optional.empty(), new IllegalStateException("no answer"));
        assertThat(text(judge("RESOURCE", "PUT", "seen").lasting(trouble, false)))
                .isEqualTo("disturbed GONE");
    }
}
