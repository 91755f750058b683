"""The English words of word codes; four letters tell each from the others."""

from typing import Final

_TEXT: Final = """
abacus academy acorn acrobat actor admiral advice agenda airport aisle album alcove
alley almond alphabet altar amber ambulance anchor anemone angle antelope anthem
antique anvil apartment apple apricot apron aquarium arcade archer arena armor arrow
artist aspen atlas atom attic attorney auction aunt autumn avenue aviary avocado award
axle azure bachelor bacon badge bagel bakery balcony ballet bamboo banana bandage
banjo banner banquet barley barn barrel basil basket bat beach bead beaver bedroom
beetle belfry bell berry bicycle birch biscuit bishop bison blanket blizzard blossom
blouse board bobbin bonfire bonnet bookcase boot border bottle boulder bouquet bowl
bracelet branch breakfast breeze brick bridge bronze brook brother brush bubble bucket
buffalo bugle builder bulb bundle burrow bus butter cabbage cabin cable cactus cafe
calendar camel campus canal candle canoe canvas canyon cap captain caramel cardigan
cargo carnival carol carpet carrot cart cashew castle cathedral cedar ceiling celery
cello cement century ceramic cereal chain chalk chamber chapel charcoal cheese cherry
chess chicken chief chimney chipmunk chorus cinema cinnamon circle citadel citrus city
clam clarinet clerk cliff clinic cloak closet cloth cloud clover coach coal coast
cobalt cobbler cobra cocoa coffee coin collar colony column comet compass concert
copper corner cotton council courtyard cousin cowboy coyote crab cradle crane crater
crayon cream creek crescent cricket crocus crown cruise crystal cube cucumber cupboard
curtain curve cushion custard cyclone cymbal cypress daffodil dairy dancer dandelion
dawn deck deer delta denim dentist desert diamond diary dinner diploma doctor dolphin
dome donkey doorbell dragon drawer dress drum dune dynamo eagle earth easel echo
eclipse editor eel elbow elder elephant elevator elm embassy emerald enamel engine
envelope equator escort essay estate evening evergreen exhibit eyebrow fabric factory
falcon family farmer father feast fence fern fiddle field figure film finger fire fish
fjord flag flame flannel flask fleet flint flock florist flour flute foam folder
forest forge fork fossil fountain fox fragment freckle freezer friend fruit furnace
galaxy gallery garage garden garlic garnet gate gazelle gear gecko gem geyser giant
giraffe glacier glass globe glue goat goblet goldfish golf gondola goose gopher
gorilla gown granite grape gravel grocery grove guest guide guitar gull gymnast gypsum
hallway halo hammer hamster harbor hare harmony harness harvest hatchet hawk hazel
headline heart hedge helmet herald herb hermit heron herring highway hill hinge hippo
history hive hockey holiday honey hood horizon horn horse hospital hostel husky hut
hyacinth hydrant ice iceberg icicle igloo impala indigo infant inkwell inn insect
island item ivory ivy jacket jade jaguar jam janitor jasmine javelin jelly jersey jet
jewel jigsaw journal jubilee judge jug juice jungle juniper jury kangaroo kayak keeper
kelp kennel kettle key keyboard kidney kimono king kiosk kitchen kite kitten kiwi
knapsack knee knife knob koala label ladder ladle lady lagoon lake lamb landmark
lantern laptop larch lark lasso lattice laurel lava lavender lawyer leaf leather
ledger lemon lens lentil leopard letter level library lightning lilac lily lime linen
lion lizard llama lobby lobster locker locust lodge logbook loom lotus lumber lunch
lynx lyric machine mackerel magnet magpie mahogany mailbox mammoth mandolin mango
mantle maple marathon marble margin marigold market marmot marsh mask mason mattress
mayor meadow medal melody member menu merchant mermaid meteor midnight mile mineral
mink minnow minute mirror mist moccasin model moment monarch month monument moon
morning mosaic moss mother motor mouse mural museum mushroom music muslin myrtle
napkin nation nature nebula necklace nectar needle neighbor nephew nest nickel niece
night noodle north nose notebook novel nugget nurse nutmeg nylon oak oasis object oboe
ocean octave octopus office olive omelet onion onyx opal opera orange orbit orchard
organ oriole osprey ostrich otter ounce oven oxygen oyster pad paddle padlock page
pagoda painter palace palm pamphlet pancake panda panel pansy panther papaya paper
parade parcel parent parlor parsley passenger pasta path patio pavement peacock peanut
pearl pebble pecan pelican pencil penguin peninsula pepper perch perfume person petal
pheasant phone photo phrase piano pickle picnic picture pigeon pillar pilot pine
pioneer pitcher pizza planet plate plaza plough plum pocket poem pole pollen pond
poppy porridge port poster potato pottery powder prairie pretzel prince prism prize
profile program project prophet pudding puffin pulley pumpkin pupil puppet puzzle
pyramid python quail quarry queen question quilt quince quiver quiz rabbit raccoon
radar radio raft railway rain raisin raspberry raven ravine razor recipe record
rectangle reed referee reindeer relay report reptile reservoir ribbon river road robin
robot rodeo roof rope rowboat ruby rudder ruler runway rye saffron sail salad salmon
salt sandal sapphire sardine satchel satellite satin sauce sauna sausage sawdust
scallop scarf scene scholar science scissors scooter scorpion scout screen scroll
sculptor seal season secret senate sentence sequoia shadow shampoo shark shawl sheep
shelf shepherd sheriff shield ship shirt shoe shoulder shovel shower shrimp shrub
shutter signal silk silver sister skate sketch skunk sky sled sleeve slipper slope
snake snow soap soccer sock sofa song spaceship sparrow speaker spectacle sphere spice
spider spinach spiral sponge spoon spring spruce squash squid stable stadium staircase
stamp star statue steam steel stencil steward stitch stocking stone stool stopwatch
stork stranger street studio submarine subway sugar suitcase summer sun sundial
sunflower sunrise surf surgeon swallow swan sweater swift swimmer swing sword syrup
system tablet tailor talon tangerine tapestry target tavern taxi tea teacher teapot
teaspoon telegram temple tennis tenor tent terrace textile theater thermos thicket
thimble thistle thread throat thrush thumb thunder thyme tiara tide tiger timber title
toaster token tomato tongue tonic topaz torch tornado tortoise totem toucan towel
tractor traffic trail trapeze traveler tray treaty tree trellis trench triangle tribe
trio tripod trolley trombone trophy trousers truck trumpet tulip tuna tundra tunnel
turban turkey turnip turtle tutor tuxedo twig twilight typhoon umbrella uncle unicorn
uniform universe urchin urn usher vacuum valet valve vanilla vapor vase vault
vegetable vehicle veil velvet vendor veranda verdict verse vessel veteran viaduct
victory video village vinegar violet visitor voice volcano volume voyage vulture wafer
wagon waist waiter walnut walrus waltz warbler wardrobe warehouse wasp watch waterfall
wave wedding week whale wharf wheat wheel whisker wicket wind winter wombat wool
workshop world wreath wren xylophone yacht yard yeoman yogurt yolk zebra zenith zephyr
zigzag zinc zipper zircon zodiac zoo
"""

ENGLISH: Final = tuple(_TEXT.split())
