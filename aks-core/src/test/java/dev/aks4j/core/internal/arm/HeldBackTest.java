package dev.aks4j.core.internal.arm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.arm.MaybeExecutedException;
import dev.aks4j.core.arm.NoAnswerException;
import dev.aks4j.core.testing.FakeAzure.Reply;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Requests that are sent only while a condition holds. */
class HeldBackTest {

    private final Desk desk = new Desk();

    private static String path() {
        return "managedClusters/shop";
    }

    @Test
    void requestWhoseConditionHoldsIsSentWithItsBody() {
        desk.azure.on("PUT", path()).reply(200, "{}");
        desk.send(Desk.put().onlyWhile(() -> true));

        assertThat(desk.azure.seen("PUT", path()))
                .singleElement()
                .satisfies(seen -> assertThat(seen.body()).isEqualTo("{}"));
    }

    @Test
    void requestThatMayNotBeSentIsNot() {
        assertThatThrownBy(() -> desk.send(Desk.delete().onlyWhile(() -> false)))
                .isInstanceOf(NoAnswerException.class)
                .hasMessageContaining("was not sent: it may no longer be sent from here. Nothing was changed by it.");
        assertThat(desk.azure.seen()).isEmpty();
    }

    @Test
    void eachTryAsksAnew() {
        AtomicBoolean may = new AtomicBoolean(true);
        desk.azure.on("PUT", path()).compute(seen -> {
            may.set(false);
            return new Reply(429, "{}", "Retry-After", "60");
        });
        assertThatThrownBy(() -> desk.send(Desk.put().onlyWhile(may::get))).isInstanceOf(NoAnswerException.class);
        assertThat(desk.azure.seen("PUT", path())).hasSize(1);
    }

    @Test
    void whatAnEarlierTryMayHaveDoneIsNotDenied() {
        AtomicInteger asked = new AtomicInteger();
        desk.azure.on("DELETE", path()).fail(new IOException("cut off"));
        assertThatThrownBy(() -> desk.send(Desk.delete().onlyWhile(() -> asked.incrementAndGet() == 1)))
                .isInstanceOf(MaybeExecutedException.class);
    }

    @Test
    void bodyIsHeldBackIfTheConditionEndsWhileTheConnectionIsMade() {
        AtomicInteger asked = new AtomicInteger();
        desk.azure.on("PUT", path()).reply(200, "{}");
        assertThatThrownBy(() -> desk.send(Desk.put().onlyWhile(() -> asked.incrementAndGet() == 1)))
                .isInstanceOf(RuntimeException.class);
        assertThat(desk.azure.seen()).as("no whole request came").isEmpty();
    }

    @Test
    void ofSeveralConditionsAllMustHold() {
        ArmRequest request = Desk.put().onlyWhile(() -> true).onlyWhile(() -> false);
        assertThat(request.maySend()).isFalse();
        assertThat(Desk.put().maySend()).isTrue();
    }
}
