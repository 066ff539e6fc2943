package dev.aks4j.tests.run.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real processes work on a simulated Azure over HTTPS and die of SIGKILL: before or after each entry of their ledger file,
 * and at random instants of their lives, the start of the JVM included. Another process carries on. In the end everything
 * is as if nobody had died, Azure got no write twice, and no operation and no run is left over.
 *
 * <p>A sample runs in a normal build; {@code -Daks4j.kills=200} runs the whole campaign with so many instants, {@code
 * -Daks4j.seed} sets what they are.
 */
class KilledProcessIT {

    private static final int KILLS = Integer.getInteger("aks4j.kills", 0);
    private static final long SEED = Long.getLong("aks4j.seed", System.nanoTime());
    private static final int AT_ONCE = 3 * Runtime.getRuntime().availableProcessors();

    @TempDir
    Path folder;

    @Test
    void killedProcessIsCarriedOn() throws Exception {
        long from = System.nanoTime();
        Campaign campaign = new Campaign(folder, AT_ONCE);
        Random random = new Random(SEED);
        if (KILLS > 0) {
            whole(campaign, random);
        } else {
            sample(campaign, random);
        }
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - from);
        System.out.println("seed " + SEED + ", " + AT_ONCE + " cells at a time");
        System.out.println(VerdictTable.of(campaign.rows(), seconds));
        assertThat(campaign.rows()).isNotEmpty().extracting(Row::verdict).doesNotContain(Verdict.WRONG);
    }

    private static void whole(Campaign campaign, Random random) throws Exception {
        campaign.archive();
        for (Story story : List.of(new BaselineStory(), new UpgradeStory())) {
            Judge judge = campaign.judgeUnderLoad(story);
            say(story, judge);
            List<Kill> kills = new ArrayList<>(Campaign.atEachEntry(judge));
            kills.addAll(Campaign.atInstants(judge, story instanceof BaselineStory ? KILLS : KILLS / 10, random));
            Collections.shuffle(kills, random);
            campaign.kill(judge, kills);
        }
    }

    private static void sample(Campaign campaign, Random random) throws Exception {
        List<Judge> judges = campaign.judges(new BaselineStory(), new UpgradeStory());
        Judge baseline = judges.get(0);
        Judge upgrade = judges.get(1);
        Kill instant = Campaign.atInstants(baseline, 1, random).get(0);
        Kill after = Kill.after(upgrade.untouched().entries().size() / 2);
        campaign.kill(Stream.of(() -> upgrade.judge(after), () -> baseline.judge(instant)));
    }

    private static void say(Story story, Judge judge) {
        System.out.println(story.name() + " undisturbed: " + judge.untouched().millis() + " ms, ledger entries "
                + judge.untouched().entries());
    }
}
