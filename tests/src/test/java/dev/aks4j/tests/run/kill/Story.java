package dev.aks4j.tests.run.kill;

import dev.aks4j.core.Aks;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.tests.run.hand.Act;
import dev.aks4j.tests.run.hand.Hand;
import java.util.List;

/** What a process does until it is killed: a run that another process can carry on. Stateless. */
interface Story {

    /** Returns the story with a name; both processes of a cell are told it on their command line. */
    static Story named(String name) {
        return List.of(new BaselineStory(), new UpgradeStory()).stream()
                .filter(story -> story.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no story " + name + "."));
    }

    String name();

    /** Returns which part of their usual time the simulator's operations take. */
    double pace();

    /** Makes what must be there before the process starts. */
    void prepare(Aks aks);

    /** Returns writes in the order in which they must be: as they are, or sorted where steps go side by side. */
    List<String> inOrder(List<String> writes);

    /** Lets somebody else act on what the story works on. */
    void actOn(Act act, Hand hand, String subscriptionId);

    /** Returns a plan that wants something else than the run does. */
    Plan newerPlan(Aks aks);

    /** Starts the run and waits for its end; false if nothing was left to do. */
    boolean work(Aks aks);
}
