package dev.aks4j.tests.run.kill;

import java.nio.file.Path;
import java.util.List;

/**
 * What a process is told on its command line.
 *
 * @param story what the process does
 * @param carriesOn whether it first takes up what was interrupted
 * @param works whether it then does what is left of the story
 * @param address where the simulator is, and who may use it
 * @param ledger the ledger's file
 * @param clock the port of the {@link dev.aks4j.tests.run.SharedClock}
 * @param stopAt the number of the ledger entry at which the process waits for its end; -1 for none
 * @param stored whether that entry is stored first
 */
record Assignment(
        Story story,
        boolean carriesOn,
        boolean works,
        Address address,
        Path ledger,
        int clock,
        int stopAt,
        boolean stored) {

    /** Where the simulator is, and who may use it. */
    record Address(
            String arm, String entra, String tenant, String subscription, String clientId, String secret, Path ca) {}

    List<String> arguments() {
        return List.of(
                story.name(),
                String.valueOf(carriesOn),
                String.valueOf(works),
                address.arm(),
                address.entra(),
                address.tenant(),
                address.subscription(),
                address.clientId(),
                address.secret(),
                address.ca().toString(),
                ledger.toString(),
                String.valueOf(clock),
                String.valueOf(stopAt),
                String.valueOf(stored));
    }

    static Assignment read(List<String> in) {
        return new Assignment(
                Story.named(in.get(0)),
                Boolean.parseBoolean(in.get(1)),
                Boolean.parseBoolean(in.get(2)),
                new Address(in.get(3), in.get(4), in.get(5), in.get(6), in.get(7), in.get(8), Path.of(in.get(9))),
                Path.of(in.get(10)),
                Integer.parseInt(in.get(11)),
                Integer.parseInt(in.get(12)),
                Boolean.parseBoolean(in.get(13)));
    }
}
