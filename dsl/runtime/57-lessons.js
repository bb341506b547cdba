// What code reads together: where the first property read of a thing is `dark`, `exits` and `desc` are read next, and `hidden` of
// each exit. What was learned comes along with the first answer the next time. It costs no fuel and changes no value: only calls are saved.

const MOST = { objects: 2000, courses: 2000, lessons: 16, inner: 6, items: 100, credit: 8 };

/** So often a course is taken before it is looked at which of its lessons were of use. */
const REVIEWED = 8;

/** Some property is read as `pack.name`, which may be what another knows by its bare name. */
let hasTwins = false;

/** A property that comes along. */
class Lesson {
  constructor(name) {
    if (name.includes(".")) hasTwins = true;
    this.name = name;
    /** Falls with each review that finds it came along for nothing. */
    this.credit = 2;
    this.used = true;
    /** What is read of each item, where the property is a list. */
    this.inner = [];
  }
}

/** All that comes along when this is the first property that is read of a thing. */
class Course {
  constructor(name) {
    this.lessons = [new Lesson(name)];
    this.taken = 0;
    /** The lessons as the host reads them, made anew when they change. */
    this.plan = "";
    this.version = -1;
  }
}

/** Where the run began, first letter of the object's wire and name of the property → what comes along. */
const courses = new Map();

/** Counts every change of a lesson. */
let learned = 0;

function courseOf(w, name) {
  const key = `${context.at}${w[0]}${name}`;
  let course = courses.get(key);
  if (course === undefined) {
    if (courses.size >= MOST.courses) courses.clear();
    course = new Course(name);
    courses.set(key, course);
  }
  return course;
}

/** Notes that `name` was read too, for the next time; past the limit it is only answered. */
function learn(lessons, name, most) {
  for (const one of lessons) if (one.name === name) return one;
  const made = new Lesson(name);
  if (lessons.length < most) {
    lessons.push(made);
    learned++;
  }
  return made;
}

/** What is to come along now, once what was not used for some time is dropped. */
function planOf(course) {
  if (++course.taken % REVIEWED === 0) review(course.lessons, 1);
  if (course.version !== learned) {
    course.plan = course.lessons.map(({ name, inner }) => [name, ...inner.map((one) => one.name)].join(",")).join(" ");
    course.version = learned;
  }
  return course.plan;
}

/** The lessons before `from` stay: they are what is asked for. So does a nature, which is used where nothing is read. */
function review(lessons, from) {
  for (let i = lessons.length - 1; i >= 0; i--) {
    const lesson = lessons[i];
    if (lesson.inner.length > 0) review(lesson.inner, 0);
    if (i < from || lesson.name === NATURE) continue;
    lesson.credit = lesson.used ? Math.min(MOST.credit, lesson.credit + 1) : lesson.credit - 1;
    lesson.used = false;
    if (lesson.credit >= 0) continue;
    lessons.splice(i, 1);
    learned++;
  }
}
