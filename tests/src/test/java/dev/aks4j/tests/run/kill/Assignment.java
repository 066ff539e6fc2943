package dev.aks4j.tests.run.kill;

import dev.aks4j.core.model.Scheduler;
import dev.aks4j.simulated.time.WallTime;
import dev.aks4j.testkit.SimulatedScheduler;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a process is told on its command line.
 *
 * @param story what the process does
 * @param carriesOn whether it first resumes what the ledger holds
 * @param address where the simulator is, and who may use it
 * @param ledger the ledger's file
 * @param clock the simulator's time
 * @param stopAt the number of the ledger entry at which the process waits for its end; -1 for none
 * @param stored whether that entry is stored first
 */
record Assignment(
        Story story, boolean carriesOn, Address address, Path ledger, Clock clock, int stopAt, boolean stored) {

    /** Where the simulator is, and who may use it. */
    record Address(
            String arm, String entra, String tenant, String subscription, String clientId, String secret, Path ca) {}

    /**
     * The simulator's time, so that every process has the same.
     *
     * @param simulated an instant of the simulator
     * @param real the same instant by the wall clock
     * @param scale how many times faster the simulator's time runs
     */
    record Clock(Instant simulated, Instant real, double scale) {

        Scheduler time() {
            Duration since = Duration.between(real, Instant.now());
            return SimulatedScheduler.on(
                    WallTime.startingAt(simulated.plusNanos((long) (since.toNanos() * scale)), scale));
        }
    }

    List<String> arguments() {
        return List.of(
                story.name(),
                String.valueOf(carriesOn),
                address.arm(),
                address.entra(),
                address.tenant(),
                address.subscription(),
                address.clientId(),
                address.secret(),
                address.ca().toString(),
                ledger.toString(),
                clock.simulated().toString(),
                clock.real().toString(),
                String.valueOf(clock.scale()),
                String.valueOf(stopAt),
                String.valueOf(stored));
    }

    static Assignment read(List<String> in) {
        return new Assignment(
                Story.named(in.get(0)),
                Boolean.parseBoolean(in.get(1)),
                new Address(in.get(2), in.get(3), in.get(4), in.get(5), in.get(6), in.get(7), Path.of(in.get(8))),
                Path.of(in.get(9)),
                new Clock(Instant.parse(in.get(10)), Instant.parse(in.get(11)), Double.parseDouble(in.get(12))),
                Integer.parseInt(in.get(13)),
                Boolean.parseBoolean(in.get(14)));
    }
}
