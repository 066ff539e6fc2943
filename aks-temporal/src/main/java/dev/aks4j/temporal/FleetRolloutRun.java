package dev.aks4j.temporal;

import dev.aks4j.core.model.Experimental;
import dev.aks4j.temporal.FleetReport.State;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/** The workflow. Temporal makes it anew from its history, so it decides by that alone. */
@Experimental
public final class FleetRolloutRun implements FleetRolloutWorkflow {

    private static final RetryOptions RETRY = RetryOptions.newBuilder()
            .setInitialInterval(Duration.ofSeconds(5))
            .setMaximumInterval(Duration.ofMinutes(2))
            .setDoNotRetry(AksFleetActivities.FAILED)
            .build();

    private final FleetActivities lasting = Workflow.newActivityStub(
            FleetActivities.class,
            ActivityOptions.newBuilder()
                    .setStartToCloseTimeout(Duration.ofHours(24))
                    .setHeartbeatTimeout(Duration.ofMinutes(2))
                    .setRetryOptions(RETRY)
                    .build());
    private final FleetActivities quick = Workflow.newActivityStub(
            FleetActivities.class,
            ActivityOptions.newBuilder()
                    .setStartToCloseTimeout(Duration.ofMinutes(10))
                    .setRetryOptions(RETRY.toBuilder().setMaximumAttempts(5).build())
                    .build());

    private enum Word {
        RESUME,
        ROLL_BACK,
        GIVE_UP
    }

    private final Set<String> done = new TreeSet<>();
    private final Map<String, String> failed = new TreeMap<>();
    private final List<Word> words = new ArrayList<>();
    private State state = State.UPGRADING;
    private String wave = "";

    /** Made by Temporal. */
    public FleetRolloutRun() {}

    @Override
    public FleetReport rollOut(FleetRollout rollout) {
        Set<FleetMember> left = new LinkedHashSet<>(rollout.members());
        for (FleetWave next : rollout.waves()) {
            List<FleetMember> members = left.stream().filter(next::has).toList();
            members.forEach(left::remove);
            wave = next.name();
            if (!carryOut(rollout.version(), next, members)) {
                return report();
            }
        }
        state = State.DONE;
        return report();
    }

    /** Returns whether the next wave may begin. */
    private boolean carryOut(String version, FleetWave next, List<FleetMember> members) {
        while (true) {
            state = State.UPGRADING;
            upgrade(version, next, members);
            if (!isTooMuch(next, members)) {
                check(next, members);
            }
            if (!isTooMuch(next, members) && !next.bake().isZero()) {
                state = State.BAKING;
                Workflow.sleep(next.bake());
                check(next, members);
            }
            if (!isTooMuch(next, members)) {
                return true;
            }
            state = State.STOPPED;
            words.clear();
            Workflow.await(() -> !words.isEmpty());
            switch (words.get(0)) {
                case RESUME -> members.forEach(member -> failed.remove(member.toString()));
                case ROLL_BACK -> {
                    rollBack(next, members);
                    state = State.ROLLED_BACK;
                    return false;
                }
                case GIVE_UP -> {
                    state = State.GIVEN_UP;
                    return false;
                }
            }
        }
    }

    private boolean isTooMuch(FleetWave next, List<FleetMember> members) {
        int now = (int) members.stream()
                .filter(member -> failed.containsKey(member.toString()))
                .count();
        return next.isTooMuch(now, members.size());
    }

    private void upgrade(String version, FleetWave next, List<FleetMember> members) {
        List<FleetMember> open = members.stream()
                .filter(member -> !done.contains(member.toString()) && !failed.containsKey(member.toString()))
                .toList();
        window(
                next,
                members,
                open,
                member -> Async.function(lasting::upgrade, member, version).thenApply(run -> List.<String>of()),
                (member, nothing) -> done.add(member.toString()));
    }

    private void check(FleetWave next, List<FleetMember> members) {
        List<FleetMember> upgraded = members.stream()
                .filter(member -> done.contains(member.toString()))
                .toList();
        window(next, members, upgraded, member -> Async.function(quick::complaints, member), (member, complaints) -> {
            if (!complaints.isEmpty()) {
                done.remove(member.toString());
                failed.put(member.toString(), "not healthy: " + String.join("; ", complaints));
            }
        });
    }

    private void rollBack(FleetWave next, List<FleetMember> members) {
        List<Promise<Void>> all = new ArrayList<>();
        for (FleetMember member : members) {
            all.add(Async.procedure(lasting::rollBackPools, member).handle((nothing, failure) -> {
                if (failure == null) {
                    done.remove(member.toString());
                } else {
                    failed.put(member.toString(), "not rolled back: " + reason(failure));
                }
                return null;
            }));
            if (all.size() % next.atOnce() == 0) {
                Promise.allOf(all).get();
            }
        }
        Promise.allOf(all).get();
    }

    private interface Call {
        Promise<List<String>> begin(FleetMember member);
    }

    /** Works on so many at once as the wave says, and begins no more once too many have failed; what is begun ends. */
    private void window(
            FleetWave next,
            List<FleetMember> wave,
            List<FleetMember> members,
            Call call,
            BiConsumer<FleetMember, List<String>> good) {
        int[] active = {0};
        List<Promise<Void>> all = new ArrayList<>();
        for (FleetMember member : members) {
            Workflow.await(() -> active[0] < next.atOnce());
            if (isTooMuch(next, wave)) {
                break;
            }
            active[0]++;
            all.add(call.begin(member).handle((answer, failure) -> {
                active[0]--;
                if (failure == null) {
                    good.accept(member, answer);
                } else {
                    failed.put(member.toString(), reason(failure));
                }
                return null;
            }));
        }
        Promise.allOf(all).get();
    }

    private static String reason(Throwable failure) {
        Throwable cause =
                failure instanceof ActivityFailure && failure.getCause() != null ? failure.getCause() : failure;
        String message = cause instanceof ApplicationFailure known ? known.getOriginalMessage() : cause.getMessage();
        return String.valueOf(message).lines().findFirst().orElse("");
    }

    @Override
    public void resume() {
        words.add(Word.RESUME);
    }

    @Override
    public void rollBackPools() {
        words.add(Word.ROLL_BACK);
    }

    @Override
    public void giveUp() {
        words.add(Word.GIVE_UP);
    }

    @Override
    public FleetReport report() {
        return FleetReport.of(state, wave, done, failed);
    }
}
