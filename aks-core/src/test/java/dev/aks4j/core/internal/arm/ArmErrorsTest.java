package dev.aks4j.core.internal.arm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.arm.ArmException.ArmError;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Errors in every shape that Azure writes them in. */
class ArmErrorsTest {

    private static ArmError read(String body) {
        return ArmErrors.of(400, body.getBytes(StandardCharsets.UTF_8), "req");
    }

    @Test
    void wrappedByTheFrontDoor() {
        ArmError error = read("{\"error\":{\"code\":\"ResourceNotFound\",\"message\":\"The Resource\"}}");
        assertThat(error.code()).isEqualTo("ResourceNotFound");
        assertThat(error.message()).isEqualTo("The Resource");
        assertThat(error.requestId()).isEqualTo("req");
        assertThat(error.toString()).isEqualTo("400 ResourceNotFound: The Resource [request req]");
    }

    @Test
    void bareByTheProviderWithItsSubcode() {
        ArmError error = read(
                "{\"code\":\"EtagMismatch\",\"details\":[{\"code\":\"Unspecified\",\"message\":\"rpc error\"}],\"message\":\"busy\",\"subcode\":\"PutManagedClusterAndComponents_Failed\",\"target\":\"x\"}");
        assertThat(error.subcode()).isEqualTo("PutManagedClusterAndComponents_Failed");
        assertThat(error.target()).isEqualTo("x");
        assertThat(error.details())
                .singleElement()
                .satisfies(detail -> assertThat(detail.message()).isEqualTo("rpc error"));
        assertThat(read("{\"code\":\"A\",\"details\":null,\"message\":\"b\",\"subcode\":\"\"}")
                        .details())
                .isEmpty();
    }

    @Test
    void otherCaseOfNames() {
        assertThat(read("{\"Error\":{\"Code\":\"A\",\"Message\":\"b\"}}").code())
                .isEqualTo("A");
    }

    @Test
    void jsonInsideAMessageIsOpened() {
        ArmError error = read(
                "{\"error\":{\"code\":\"DeploymentFailed\",\"message\":\"see details\",\"details\":[{\"code\":\"BadRequest\",\"message\":\"{\\\"code\\\":\\\"QuotaExceeded\\\",\\\"message\\\":\\\"no cores\\\"}\"}]}}");
        assertThat(error.toString()).contains("QuotaExceeded").contains("no cores");
    }

    @Test
    void textThatIsNoJson() {
        assertThat(read("<html>\n <h1>502</h1></html>").message())
                .contains("no JSON")
                .contains("502");
        assertThat(read("").message()).isEqualTo("Azure gave no reason");
        assertThat(read("x".repeat(5000)).message()).hasSizeLessThan(500);
    }

    @Test
    void errorAsText() {
        assertThat(read("{\"error\":\"invalid\",\"message\":\"why\"}").message())
                .contains("invalid")
                .contains("why");
    }

    @Test
    void endlessNestingIsCut() {
        String deep = "{\"code\":\"c\",\"message\":\"m\",\"details\":[".repeat(40) + "]}".repeat(40);
        assertThat(read(deep).code()).isEqualTo("c");
    }

    @Test
    void tokenThatAGatewayQuotesIsNotTold() {
        assertThat(read("<pre>Authorization: Bearer abcdefg1.ijk</pre>").message())
                .contains("Authorization: Bearer (token removed)")
                .doesNotContain("abcdefg1");
        assertThat(
                        read("{\"error\":{\"code\":\"A\",\"message\":\"got eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJodHRwcyJ9.c2ln\"}}")
                                .message())
                .isEqualTo("got (token removed)");
        assertThat(read("{\"error\":{\"code\":\"A\",\"message\":\"Bearer authentication is needed\"}}")
                        .message())
                .isEqualTo("Bearer authentication is needed");
    }
}
