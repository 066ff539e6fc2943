package dev.aks4j.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InvalidSpecExceptionTest {

    private static Problem problem(Severity severity, String rule) {
        return new Problem(rule, severity, "pool.count", "0", "is below 1", "Use 1 or more.", Optional.empty());
    }

    @Test
    void whatHasToBeMendedComesBeforeWhatIsOnlySaid() {
        InvalidSpecException refused = new InvalidSpecException(
                "cluster shop", List.of(problem(Severity.WARNING, "AKS-W-001"), problem(Severity.ERROR, "AKS-E-001")));

        assertThat(refused).hasMessageStartingWith("1 problem and 1 warning in cluster shop\n");
        assertThat(refused.getMessage().indexOf("AKS-E-001"))
                .isBetween(0, refused.getMessage().indexOf("AKS-W-001"));
        assertThat(refused.problems()).extracting(Problem::rule).containsExactly("AKS-W-001", "AKS-E-001");
    }

    @Test
    void warningsAreNotCountedAsProblems() {
        assertThat(new InvalidSpecException(
                        "cluster shop",
                        List.of(problem(Severity.ERROR, "AKS-E-001"), problem(Severity.ERROR, "AKS-E-002"))))
                .hasMessageStartingWith("2 problems in cluster shop\n");
    }
}
