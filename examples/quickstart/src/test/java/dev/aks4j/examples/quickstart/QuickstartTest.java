package dev.aks4j.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class QuickstartTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    private int run(String... arguments) {
        Screen screen = new Screen(
                new PrintStream(out, true, StandardCharsets.UTF_8), new BufferedReader(new StringReader("")), false);
        return Quickstart.run(screen, new PrintStream(errors, true, StandardCharsets.UTF_8), arguments);
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String complained() {
        return errors.toString(StandardCharsets.UTF_8).strip();
    }

    @Test
    void bringsTheBaselineUpAndUsesIt() {
        assertThat(run()).as(complained()).isZero();
        assertThat(said())
                .contains("Plan: 12 to create")
                .doesNotContain("Warnings")
                .contains("IP plan at every maximum, with surge")
                .contains("zone westeurope-1")
                .containsPattern("As pictures, for your browser: file:///.*/plan.html")
                .containsPattern("web: 2 pods ready, behind the internal load balancer at http://10\\.20\\.8\\.\\d+")
                .contains("Planned again: No changes")
                .containsPattern("Azure's time .* ours .* \\d+ requests");
    }

    @Test
    void anUnknownFlagIsOneSentenceAndCode2() {
        assertThat(run("--bogus")).isEqualTo(2);
        assertThat(complained()).contains("--bogus").contains("--help").doesNotContain("\n");
    }

    @Test
    void aWrongRegionIsCode2() {
        assertThat(run("--region", "west_europe!")).isEqualTo(2);
        assertThat(complained()).contains("west_europe!").contains("az account list-locations");
    }

    @Test
    void everyProblemOfASpecIsShownAndCode2() {
        assertThat(run("--name", "microsoft-", "--kubernetes-version", "1.99x")).isEqualTo(2);
        assertThat(complained()).contains("problem");
    }

    @Test
    void anAdminGroupThatIsNoGuidIsCode2() {
        assertThat(run("--admin-group", "admins")).isEqualTo(2);
        assertThat(complained()).contains("admins");
    }

    @Test
    void anEndpointWhereNobodyListensIsCode2() {
        assertThat(run(
                        "--subscription",
                        "6f2c0000-0000-4000-8000-000000000001",
                        "--arm",
                        "https://127.0.0.1:1",
                        "--entra",
                        "https://127.0.0.1:1"))
                .isEqualTo(2);
        assertThat(complained()).isNotEmpty().doesNotContain("\n");
    }

    @Test
    void aSubscriptionThatIsNoGuidIsCode2() {
        assertThat(run("--subscription", "my-sub")).isEqualTo(2);
        assertThat(complained()).contains("my-sub").contains("az account show");
    }

    @Test
    void anEndpointWithoutASubscriptionIsCode2() {
        assertThat(run("--arm", "https://localhost:1")).isEqualTo(2);
        assertThat(complained()).contains("--subscription").doesNotContain("\n");
    }

    @Test
    void aLedgerOfASimulatorThatEndsWithTheProcessIsCode2() {
        assertThat(run("--ledger", "ledger")).isEqualTo(2);
        assertThat(complained()).contains("--subscription").doesNotContain("\n");
    }

    @Test
    void aCertificateThatIsNotThereIsCode2() {
        assertThat(run("--subscription", "6f2c0000-0000-4000-8000-000000000001", "--ca-certificate", "/nowhere/ca.pem"))
                .isEqualTo(2);
        assertThat(complained()).contains("/nowhere/ca.pem").doesNotContain("\n");
    }
}
