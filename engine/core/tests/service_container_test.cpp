// Tests of the service container: names and types, lifetimes, failures, circles, teardown.
#include "fwq/core/service_container.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <stdexcept>

namespace fwq::core {
namespace {

// Notes when it goes.
struct Noted {
  Noted(std::string given, std::vector<std::string>& gone) : name(std::move(given)), list(&gone) {}
  Noted(const Noted&) = delete;
  Noted& operator=(const Noted&) = delete;
  ~Noted() { list->push_back(name); }
  std::string name;
  std::vector<std::string>* list;
};

struct Clock {
  virtual ~Clock() = default;
  virtual int now() const = 0;
};
struct FixedClock : Clock {
  int now() const override { return 42; }
};
struct Repository {
  explicit Repository(std::shared_ptr<Clock> given) : clock(std::move(given)) {}
  std::shared_ptr<Clock> clock;
};
struct Counted {
  int number = 0;
};

// Registers `name` with a factory that first asks for `needs`.
void add_chain(ServiceContainer& services, const std::string& name,
               const std::vector<std::string>& needs, Lifetime lifetime = Lifetime::singleton) {
  ASSERT_TRUE(services.register_service<Counted>(
      name, lifetime, [needs](ServiceScope& scope) -> Result<std::shared_ptr<Counted>> {
        for (const auto& need : needs) FWQ_TRY(scope.get_service<Counted>(need));
        return std::make_shared<Counted>();
      }));
}

TEST(ServiceContainer, FindsServicesByNameAndByType) {
  ServiceContainer services;
  ASSERT_TRUE(services.register_service<Clock>(
      "clock", Lifetime::singleton, [](ServiceScope&) { return std::make_unique<FixedClock>(); }));
  EXPECT_TRUE(services.has_service("clock"));
  EXPECT_TRUE(services.has_service<Clock>());
  EXPECT_FALSE(services.has_service<FixedClock>()) << "it is known as what it was registered as";
  EXPECT_FALSE(services.has_service("watch"));
  const auto by_name = services.get_service<Clock>("clock").value();
  EXPECT_EQ(by_name->now(), 42);
  EXPECT_EQ(services.get_service<Clock>().value(), by_name);
  EXPECT_EQ(services.service_names(), std::vector<std::string>{"clock"});
}

TEST(ServiceContainer, SaysWhatIsNotThere) {
  ServiceContainer services;
  add_chain(services, "data_service", {});
  add_chain(services, "cloud_service", {});
  const auto slip = services.get_service<Counted>("data_servise");
  EXPECT_EQ(slip.error().code, Errc::not_found);
  EXPECT_EQ(slip.error().message, "there is no service 'data_servise'; did you mean data_service?");
  EXPECT_EQ(services.get_service<Clock>().error().code, Errc::not_found);
  const auto other = services.get_service<Clock>("data_service");
  EXPECT_EQ(other.error().code, Errc::invalid_argument);
  EXPECT_NE(other.error().message.find("the service 'data_service' is a "), std::string::npos);
  const auto ambiguous = services.get_service<Counted>();
  EXPECT_EQ(ambiguous.error().code, Errc::invalid_argument);
  EXPECT_NE(ambiguous.error().message.find("(cloud_service, data_service)"), std::string::npos);
}

TEST(ServiceContainer, RefusesASecondServiceOfAName) {
  ServiceContainer services;
  add_chain(services, "a", {});
  const auto again = services.register_service<Clock>(
      "a", Lifetime::singleton, [](ServiceScope&) { return std::make_shared<FixedClock>(); });
  EXPECT_EQ(again.error().message, "the service 'a' is registered already: remove it first");
  EXPECT_EQ(services.register_instance("a", std::make_shared<int>(1)).error().code,
            Errc::invalid_argument);
  EXPECT_FALSE((services.register_service<Counted>("", Lifetime::singleton)));
  EXPECT_FALSE(services.register_instance("b", std::shared_ptr<int>()));
  EXPECT_FALSE(services.has_service("b"));
}

TEST(ServiceContainer, InjectsWhatAConstructorNeeds) {
  ServiceContainer services;
  ASSERT_TRUE((services.register_service<Repository, Clock>("repository", Lifetime::singleton)));
  const auto early = services.get_service<Repository>();
  EXPECT_EQ(early.error().code, Errc::not_found);
  EXPECT_TRUE(early.error().message.starts_with("cannot make the service 'repository': no service"))
      << early.error().message;
  ASSERT_TRUE(services.register_instance<Clock>("clock", std::make_shared<FixedClock>()));
  const auto repository = services.get_service<Repository>().value();
  EXPECT_EQ(repository->clock, services.get_service<Clock>("clock").value());
}

TEST(ServiceContainer, GivesEachLifetimeItsInstances) {
  ServiceContainer services;
  int made = 0;
  const auto make = [&](ServiceScope&) { return std::make_shared<Counted>(Counted{++made}); };
  ASSERT_TRUE(services.register_service<Counted>("one", Lifetime::singleton, make));
  ASSERT_TRUE(services.register_service<Counted>("each", Lifetime::scoped, make));
  ASSERT_TRUE(services.register_service<Counted>("new", Lifetime::transient, make));
  auto scope = services.create_scope();
  auto other = services.create_scope();
  const auto one = services.get_service<Counted>("one").value();
  EXPECT_EQ(made, 1) << "nothing is made before it is asked for";
  EXPECT_EQ(scope.get_service<Counted>("one").value(), one);
  const auto each = scope.get_service<Counted>("each").value();
  EXPECT_EQ(scope.get_service<Counted>("each").value(), each);
  EXPECT_NE(other.get_service<Counted>("each").value(), each);
  EXPECT_NE(services.get_service<Counted>("new").value(),
            services.get_service<Counted>("new").value());
  const auto rootless = services.get_service<Counted>("each");
  EXPECT_EQ(rootless.error().code, Errc::invalid_argument);
  EXPECT_NE(rootless.error().message.find("made once for each scope"), std::string::npos);
}

TEST(ServiceContainer, RefusesASingletonThatNeedsAScopedService) {
  ServiceContainer services;
  add_chain(services, "request", {}, Lifetime::scoped);
  add_chain(services, "cache", {"request"});
  add_chain(services, "page", {"request"}, Lifetime::transient);
  auto scope = services.create_scope();
  const auto cache = scope.get_service<Counted>("cache");
  EXPECT_EQ(cache.error().code, Errc::invalid_argument);
  EXPECT_TRUE(cache.error().message.starts_with(
      "cannot make the service 'cache': the service 'request' is made once for each scope"));
  EXPECT_TRUE(scope.get_service<Counted>("page"));
}

TEST(ServiceContainer, TakesDownInReverseOrderOfCreation) {
  std::vector<std::string> gone;
  {
    ServiceContainer services;
    const auto add = [&](const std::string& name, const std::string& need, Lifetime lifetime) {
      ASSERT_TRUE(services.register_service<Noted>(
          name, lifetime,
          [&gone, name, need](ServiceScope& scope) -> Result<std::shared_ptr<Noted>> {
            if (!need.empty()) FWQ_TRY(scope.get_service<Noted>(need));
            return std::make_shared<Noted>(name, gone);
          }));
    };
    ASSERT_TRUE(services.register_instance("settings", std::make_shared<Noted>("settings", gone)));
    add("analysis", "data", Lifetime::singleton);
    add("data", "bus", Lifetime::singleton);
    add("bus", "", Lifetime::singleton);
    add("inner", "bus", Lifetime::scoped);
    add("outer", "inner", Lifetime::scoped);
    add("never", "", Lifetime::singleton);
    ASSERT_TRUE(services.get_service<Noted>("analysis"));
    {
      auto scope = services.create_scope();
      ASSERT_TRUE(scope.get_service<Noted>("outer"));
      auto moved = std::move(scope);
      EXPECT_TRUE(gone.empty());
    }
    EXPECT_EQ(gone, (std::vector<std::string>{"outer", "inner"}));
    gone.clear();
  }
  EXPECT_EQ(gone, (std::vector<std::string>{"analysis", "data", "bus", "settings"}));
}

TEST(ServiceContainer, LeavesAServiceUnmadeWhenItsConstructorThrows) {
  ServiceContainer services;
  int tries = 0;
  ASSERT_TRUE(services.register_service<Counted>("data_service", Lifetime::singleton,
                                                 [&](ServiceScope&) -> std::shared_ptr<Counted> {
                                                   if (++tries == 1)
                                                     throw std::runtime_error("the disk is full");
                                                   if (tries == 2)
                                                     throw Failure({Errc::io, "still full"});
                                                   if (tries == 3) throw 7;
                                                   if (tries == 4) return nullptr;
                                                   return std::make_shared<Counted>(Counted{tries});
                                                 }));
  add_chain(services, "analysis_service", {"data_service"});
  const auto first = services.get_service<Counted>("analysis_service");
  EXPECT_EQ(first.error().code, Errc::internal);
  EXPECT_EQ(first.error().message,
            "cannot make the service 'analysis_service': cannot make the service 'data_service': "
            "the disk is full");
  EXPECT_EQ(services.get_service<Counted>("data_service").error().code, Errc::io);
  EXPECT_FALSE(services.get_service<Counted>("data_service"));
  EXPECT_EQ(services.get_service<Counted>("data_service").error().message,
            "cannot make the service 'data_service': its factory gave nothing");
  EXPECT_TRUE(services.get_service<Counted>("analysis_service")) << "a later try succeeds";
  EXPECT_EQ(services.get_service<Counted>("data_service").value()->number, 5);
}

TEST(ServiceContainer, PrintsACircle) {
  ServiceContainer services;
  add_chain(services, "start", {"a"});
  add_chain(services, "a", {"b"});
  add_chain(services, "b", {"c"});
  add_chain(services, "c", {"a"});
  add_chain(services, "self", {"self"});
  add_chain(services, "t", {"u"}, Lifetime::transient);
  add_chain(services, "u", {"t"}, Lifetime::transient);
  const auto circle = services.get_service<Counted>("start");
  EXPECT_EQ(circle.error().code, Errc::invalid_argument);
  EXPECT_TRUE(
      circle.error().message.ends_with("services need each other in a circle: a → b → c → a"))
      << circle.error().message;
  EXPECT_TRUE(services.get_service<Counted>("self").error().message.ends_with(": self → self"));
  EXPECT_TRUE(services.get_service<Counted>("t").error().message.ends_with(": t → u → t"));
  // The way out: one of them is replaced.
  EXPECT_TRUE(services.remove_service("c"));
  add_chain(services, "c", {});
  EXPECT_TRUE(services.get_service<Counted>("start"));
}

TEST(ServiceContainer, RemovesServices) {
  std::vector<std::string> gone;
  ServiceContainer services;
  ASSERT_TRUE(services.register_instance("a", std::make_shared<Noted>("a", gone)));
  ASSERT_TRUE(services.register_instance("b", std::make_shared<Noted>("b", gone)));
  const auto held = services.get_service<Noted>("b").value();
  EXPECT_TRUE(services.remove_service("a"));
  EXPECT_TRUE(services.remove_service("b"));
  EXPECT_FALSE(services.remove_service("a"));
  EXPECT_EQ(gone, std::vector<std::string>{"a"}) << "who has b keeps it";
  EXPECT_FALSE(services.has_service("b"));
  EXPECT_EQ(services.get_service<Noted>("b").error().code, Errc::not_found);
}

TEST(ServiceContainer, GivesErrorsToAScopeThatOutlivesIt) {
  std::optional<ServiceContainer> services(std::in_place);
  add_chain(*services, "a", {}, Lifetime::scoped);
  auto scope = services->create_scope();
  const auto held = scope.get_service<Counted>("a").value();
  services.reset();
  EXPECT_EQ(scope.get_service<Counted>("a").error().code, Errc::unavailable);
}

// A destructor that asks its container for something must not meet a lock or a dead service.
TEST(ServiceContainer, RefusesWhatDestructorsAskForAtTheEnd) {
  struct Nosy {
    explicit Nosy(ServiceContainer& given) : services(given) {}
    Nosy(const Nosy&) = delete;
    Nosy& operator=(const Nosy&) = delete;
    ~Nosy() { refused = !services.get_service<Counted>("a"); }
    ServiceContainer& services;
    bool& refused = flag();
    static bool& flag() {
      static bool value = false;
      return value;
    }
  };
  {
    ServiceContainer services;
    add_chain(services, "a", {});
    ASSERT_TRUE(services.register_instance("nosy", std::make_shared<Nosy>(services)));
  }
  EXPECT_TRUE(Nosy::flag());
}

}  // namespace
}  // namespace fwq::core
