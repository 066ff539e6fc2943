package dev.aks4j.tests.run.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.tests.run.hand.Act;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real processes work on a simulated Azure over HTTPS and die of SIGKILL: before or after each entry of their ledger file,
 * before a request, and at random instants of their lives, the start of the JVM included. Another process carries on. In
 * the end everything is as if nobody had died, Azure got no write twice, and no operation and no run is left over.
 *
 * <p>A normal build kills at two moments, the same each time; simulated time waits for the processes, so that nothing
 * depends on how fast they are. The whole campaign is in the profile {@code campaign}: {@code -Daks4j.kills=200} says at how
 * many instants, {@code -Daks4j.seed} which.
 */
class KilledProcessIT {

    private static final int KILLS = Integer.getInteger("aks4j.kills", 200);
    private static final long SEED = Long.getLong("aks4j.seed", 4711);
    private static final int AT_ONCE = 3 * Runtime.getRuntime().availableProcessors();
    private static final int REQUESTS = 60;

    @TempDir
    Path folder;

    @Test
    void killedProcessIsCarriedOn() throws Exception {
        Campaign campaign = new Campaign(folder, 2);
        Judge upgrade = campaign.judge(new UpgradeStory());
        Judge baseline = campaign.judge(new BaselineStory());
        Kill after = Kill.after(upgrade.untouched().entries().size() / 2);
        campaign.kill(Stream.of(() -> upgrade.judge(after), () -> baseline.judge(Kill.beforeExchange(20))));
        assertThat(campaign.rows())
                .extracting(Row::toString, Row::verdict)
                .hasSize(2)
                .allSatisfy(row -> assertThat(row.toList()).contains(Verdict.RESUMED));
    }

    @Test
    @EnabledIfSystemProperty(named = "aks4j.campaign", matches = "true", disabledReason = "profile campaign")
    void processesKilledAtEveryEntryAtRequestsAndAtRandomInstantsAreCarriedOn() throws Exception {
        System.out.println("seed " + SEED + " (-Daks4j.seed=" + SEED + "), " + AT_ONCE + " cells at a time");
        long from = System.nanoTime();
        Campaign campaign = new Campaign(folder, AT_ONCE);
        Random random = new Random(SEED);
        campaign.archive();
        for (Story story : List.of(new BaselineStory(), new UpgradeStory())) {
            Judge judge = campaign.judgeUnderLoad(story);
            System.out.println(story.name() + " undisturbed: "
                    + judge.untouched().millis() + " ms, ledger entries "
                    + judge.untouched().entries());
            List<Kill> kills = new ArrayList<>(Campaign.atEachEntry(judge));
            kills.addAll(Campaign.beforeRequests(Math.min(KILLS, REQUESTS)));
            kills.addAll(Campaign.atInstants(judge, story instanceof BaselineStory ? KILLS : KILLS / 10, random));
            Collections.shuffle(kills, random);
            campaign.kill(judge, kills);
        }
        System.out.println(VerdictTable.of(campaign.rows(), TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - from)));
        assertThat(campaign.rows()).isNotEmpty().extracting(Row::verdict).doesNotContain(Verdict.WRONG);
    }

    @Test
    @EnabledIfSystemProperty(named = "aks4j.campaign", matches = "true", disabledReason = "profile campaign")
    void whatSomebodyElseDidBetweenDeathAndRecoveryIsNeverHarmed() throws Exception {
        System.out.println("seed " + SEED + " (-Daks4j.seed=" + SEED + "), " + AT_ONCE + " cells at a time");
        long from = System.nanoTime();
        Campaign campaign = new Campaign(folder, AT_ONCE);
        Random random = new Random(SEED);
        campaign.archive();
        for (Story story : List.of(new BaselineStory(), new UpgradeStory())) {
            campaign.kill(withAHandBetween(campaign.judge(story), random));
        }
        System.out.println(VerdictTable.of(campaign.rows(), TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - from)));
        assertThat(campaign.rows()).isNotEmpty().extracting(Row::verdict).doesNotContain(Verdict.WRONG);
    }

    /** Every second entry with every act of somebody else, and each act at some requests and instants; at most so many. */
    private static Stream<Supplier<Row>> withAHandBetween(Judge judge, Random random) {
        List<Supplier<Row>> cells = new ArrayList<>();
        for (Act act : Act.values()) {
            List<Kill> kills = new ArrayList<>(Campaign.atEachEntry(judge).stream()
                    .filter(kill -> (kill.entry() + act.ordinal()) % 2 == 0)
                    .toList());
            kills.addAll(Campaign.beforeRequests(REQUESTS).stream()
                    .filter(kill -> kill.exchange() % 12 == act.ordinal())
                    .toList());
            kills.addAll(Campaign.atInstants(judge, 5, random));
            if (act != Act.NOTHING) {
                kills.forEach(kill -> cells.add(() -> judge.judge(kill, act)));
            }
        }
        Collections.shuffle(cells, random);
        return cells.stream().limit(KILLS);
    }
}
