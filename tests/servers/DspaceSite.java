import org.dspace.app.rest.WebApplication;
import org.dspace.app.rest.utils.DSpaceConfigurationInitializer;
import org.dspace.app.rest.utils.DSpaceKernelInitializer;
import org.dspace.content.Collection;
import org.dspace.content.Community;
import org.dspace.content.factory.ContentServiceFactory;
import org.dspace.core.Context;
import org.dspace.eperson.EPerson;
import org.dspace.eperson.Group;
import org.dspace.eperson.factory.EPersonServiceFactory;
import org.dspace.eperson.service.EPersonService;
import org.dspace.eperson.service.GroupService;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** DSpace's server with one administrator, whose address and password are in the environment, and one collection. */
@SpringBootApplication(scanBasePackageClasses = WebApplication.class)
public class DspaceSite {
    public static void main(String[] arguments) throws Exception {
        new SpringApplicationBuilder(DspaceSite.class)
            .initializers(new DSpaceKernelInitializer(), new DSpaceConfigurationInitializer())
            .run(arguments);
        Context context = new Context();
        context.turnOffAuthorisationSystem();
        context.setCurrentUser(administrator(context));
        collection(context);
        context.complete();
        System.out.println("READY");
    }

    private static EPerson administrator(Context context) throws Exception {
        EPersonService people = EPersonServiceFactory.getInstance().getEPersonService();
        GroupService groups = EPersonServiceFactory.getInstance().getGroupService();
        EPerson person = people.create(context);
        person.setEmail(System.getenv("SITE_USER"));
        person.setFirstName(context, "Ada");
        person.setLastName(context, "Archivist");
        person.setCanLogIn(true);
        people.setPassword(person, System.getenv("SITE_PASSWORD"));
        people.update(context, person);
        Group administrators = groups.findByName(context, Group.ADMIN);
        groups.addMember(context, administrators, person);
        groups.update(context, administrators);
        return person;
    }

    private static void collection(Context context) throws Exception {
        ContentServiceFactory content = ContentServiceFactory.getInstance();
        Community community = content.getCommunityService().create(null, context);
        content.getCommunityService().addMetadata(context, community, "dc", "title", null, null, "House");
        content.getCommunityService().update(context, community);
        Collection collection = content.getCollectionService().create(context, community);
        content.getCollectionService().addMetadata(context, collection, "dc", "title", null, null, "Letters");
        content.getCollectionService().update(context, collection);
    }
}
